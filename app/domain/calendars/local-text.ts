/** `2026-03-02T09:00` as a clock in that zone shows it: Swedish writes dates the way the field wants them. */
export function localText(at: Date, timeZone: string): string {
  const parts = { timeZone, dateStyle: "short", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat("sv-SE", parts).format(at).replace(" ", "T");
}
