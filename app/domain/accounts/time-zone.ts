const zones = new Set(Intl.supportedValuesOf("timeZone"));
const SHAPE = /^[A-Za-z][\w+-]*(\/[\w+-]+){0,2}$/;

/** One of the world's time zones, by its IANA name or one of its others: some browsers say Asia/Kolkata, some Asia/Calcutta. */
export const isTimeZone = (name: string): boolean => zones.has(name) || (SHAPE.test(name) && isKnown(name));

function isKnown(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
