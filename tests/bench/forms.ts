import type { Member } from "./stage.ts";

/** Signs in by the form, as a browser does; gives the cookie. */
export async function signIn(origin: string, { email, password }: Member): Promise<string> {
  const form = fieldsOf(await pageAt(`${origin}/login`), "/login");
  const body = new URLSearchParams({ ...form, email, password });
  const answer = await fetch(`${origin}/login`, {
    method: "POST",
    body,
    headers: { Origin: origin },
    redirect: "manual",
  });
  const cookie = /session=[^;]+/.exec(answer.headers.get("set-cookie") ?? "")?.[0];
  if (!cookie) throw new Error(`Signing in as ${email} gave ${answer.status} and no session`);
  return cookie;
}

/** The page, or an error. */
export async function pageAt(url: string, cookie = ""): Promise<string> {
  const answer = await fetch(url, { headers: { Cookie: cookie, Accept: "text/html" } });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return answer.text();
}

/** The fields of the form with this action and the values they come with; an error when the page has no such form. */
export function fieldsOf(html: string, action: string): Record<string, string> {
  const form = [...html.matchAll(/<form\b[\s\S]*?<\/form>/g)]
    .map(([text]) => text)
    .find((text) => actionOf(text) === action);
  if (!form) throw new Error(`There is no form for ${action} on the page`);
  const fields = [...form.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)].map(([tag]) => [
    attribute(tag, "name"),
    attribute(tag, "value"),
  ]);
  return Object.fromEntries(fields.filter(([name]) => name));
}

const actionOf = (form: string) => attribute(/^<form\b[^>]*>/.exec(form)?.[0] ?? "", "action");

const attribute = (tag: string, name: string) =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll("&amp;", "&") ?? "";
