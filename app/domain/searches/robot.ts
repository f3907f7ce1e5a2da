const ROBOTS =
  /bot\b|bot[/;]|crawl|spider|slurp|archiver|preview|scrap|monitor|lighthouse|facebookexternalhit|feedfetcher|validator/i;

/** Whether a machine asks, or a browser that only makes ready for a visit: what it searches for, nobody wants to know. */
export function isRobot(headers: Headers): boolean {
  const purpose = `${headers.get("Sec-Purpose") ?? ""} ${headers.get("Purpose") ?? ""}`;
  const userAgent = headers.get("User-Agent");
  return userAgent === null || ROBOTS.test(userAgent) || /prefetch|prerender/i.test(purpose);
}
