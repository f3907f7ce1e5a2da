/** The way back to the view that a form was sent from, with what became of it. */
export function inboxPath(request: Request, deed?: number): string {
  const view = /^\w{1,20}$/.exec(new URL(request.url).searchParams.get("view") ?? "")?.[0];
  const params = new URLSearchParams({ ...(view && { view }), ...(deed && { deed: String(deed) }) });
  return `/staff?${params}`;
}
