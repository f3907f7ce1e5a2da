import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import type { z } from "zod";
import { isOverload } from "./db.server.ts";
import { env } from "./env.server.ts";
import {
  Forbidden,
  Invalid,
  NotFound,
  type Problem,
  Refusal,
  TooManyRequests,
  toProblem,
  Unavailable,
} from "./errors.ts";
import { log } from "./log.server.ts";

/** What an action answers when the form has to be shown again: the problem, and what was typed. */
export interface FormAnswer {
  problem: Problem;
  typed: Record<string, string>;
}

/** A form that was read, and why it is refused all the same: one of its files could not be taken. */
export interface FormRead {
  form: FormData;
  refusal?: Refusal;
}

interface Asked extends Pick<ActionFunctionArgs, "request"> {
  /** How the form is read where it may bring files. */
  read?: (request: Request) => Promise<FormRead>;
}

/**
 * The one way into an action: refuses other sites' forms, reads the form once, runs the verb, and turns a refusal into
 * an answer. The verb's own result is where to go next.
 */
export async function handleAction(
  { request, read = readForm }: Asked,
  run: (form: FormData) => Promise<Response | string>,
) {
  requireSameOrigin(request);
  const { form, refusal } = await readOrRefuse(request, read);
  try {
    if (refusal) throw refusal;
    const next = await run(form);
    return typeof next === "string" ? redirect(next, 303) : next;
  } catch (error) {
    return answerRefusal(error, form);
  }
}

/** The same for an address without a page, whose answers a script reads: Remix alone would give its refusals as 200. */
export async function handleScriptAction(...asked: Parameters<typeof handleAction>): Promise<Response> {
  const answer = await handleAction(...asked);
  return answer instanceof Response ? answer : Response.json(answer.data, answer.init ?? undefined);
}

/** Runs a loader; not found, forbidden and too much to do become the error page. */
export async function handleLoader<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw asResponse(error);
  }
}

/**
 * What a loader has read for a page that is rendered here and nowhere else. Remix writes out each loader's own properties for
 * React in the browser, also where no page brings it: inherited ones are read just as well, and are not written. As JSON it is
 * what it holds.
 */
export const forRendering = <T extends object>(read: T): T => Object.create(read, { toJSON: { value: () => read } });

/**
 * The way into an action whose whole authority is a signature in its address: it looks at no cookie, so there is nothing
 * that another site's form could borrow, and mail programs, which name no origin, may send it.
 */
export async function handleSignedAction<T>(run: () => Promise<T>): Promise<T> {
  return handleLoader(run);
}

function answerRefusal(error: unknown, form: FormData) {
  if (!(error instanceof Refusal) || error instanceof NotFound || error instanceof Forbidden)
    throw withTyped(asResponse(error), typedIn(form));
  const answer: FormAnswer = { problem: toProblem(error), typed: typedIn(form) };
  return data(answer, { status: error.status, headers: headersOf(error) });
}

/** When to try again, where waiting helps. */
function headersOf(refusal: Refusal): HeadersInit {
  const mayHelp = refusal instanceof TooManyRequests || refusal instanceof Unavailable;
  return mayHelp ? { "Retry-After": String(Math.ceil(refusal.retryAfter)) } : {};
}

/** Where the form's page is not to be seen any more, the error page gives back what was typed into it. */
function withTyped(thrown: unknown, typed: FormAnswer["typed"]) {
  if (isToSignIn(thrown) && Object.values(typed).some(isWords)) return data({ code: "signed_out", typed }, 403);
  const isProblem = thrown instanceof Object && "type" in thrown && "data" in thrown;
  return isProblem ? Object.assign(thrown, { data: Object.assign({}, thrown.data, { typed }) }) : thrown;
}

const isToSignIn = (thrown: unknown) =>
  thrown instanceof Response && (thrown.headers.get("Location")?.startsWith("/login") ?? false);

/** Somebody wrote it: keys, numbers and switches hold no space. */
const isWords = (text: string) => /\S\s+\S/.test(text);

/** A refusal as a thrown Response for the error page, a busy database too; anything else as it is. */
export function asResponse(error: unknown) {
  const refusal = isOverload(error) ? unavailable(error) : error;
  if (!(refusal instanceof Refusal)) return refusal;
  return data(toProblem(refusal), { status: refusal.status, headers: headersOf(refusal) });
}

function unavailable(error: unknown) {
  log.warn({ reason: error instanceof Error ? error.message : String(error) }, "the database has no time");
  return new Unavailable();
}

/**
 * A browser names the page a form came from. Requests that name none are refused too: every browser we support
 * sends Origin with a POST, and a cookie alone proves nothing.
 */
function requireSameOrigin(request: Request) {
  const origin = request.headers.get("Origin");
  const allowed = new Set([new URL(request.url).origin, env.ORIGIN && new URL(env.ORIGIN).origin]);
  // Behind a proxy that ends TLS the request's own address says http: the host is what must agree.
  const sameHost = origin && URL.canParse(origin) && new URL(origin).host === request.headers.get("Host");
  if (!origin || (!allowed.has(origin) && !sameHost)) throw asResponse(new Forbidden("other_origin"));
}

/** The form of a request, without files. */
export async function readForm(request: Request): Promise<FormRead> {
  return { form: await request.formData() };
}

async function readOrRefuse(request: Request, read: (request: Request) => Promise<FormRead>): Promise<FormRead> {
  try {
    return await read(request);
  } catch (error) {
    log.info({ err: error }, "a form could not be read");
    throw asResponse(new Invalid("unreadable_form"));
  }
}

const SECRET_FIELD = /password|code/i;

/** What was typed into a form, without its secrets. */
export function typedIn(form: FormData): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === "string" && !SECRET_FIELD.test(name)) typed[name] = value;
  return typed;
}

/** Checks a form against a schema; issues become field codes. Repeated fields reach the schema as their last value. */
export function parseForm<T extends z.ZodType>(schema: T, form: FormData): z.output<T> {
  return parseInput(schema, Object.fromEntries(form));
}

export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[String(issue.path[0] ?? "form")] ??= codeOf(issue);
  throw new Invalid("invalid_form", fields);
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "custom" || /^[a-z_]+$/.test(issue.message)) return issue.message;
  if (issue.code === "too_small") return "too_short";
  if (issue.code === "too_big") return "too_long";
  return "invalid_value";
}

/** A number from a URL, or not found: `/threads/12x` is no thread. */
export function idParam(value: string | undefined): number {
  const id = /^[1-9]\d{0,9}$/.test(value ?? "") ? Number(value) : 0;
  if (id === 0 || id > 2_147_483_647) throw asResponse(new NotFound());
  return id;
}

/** A name from a URL, such as a slug, or not found: none holds a control character, and NUL the database refuses. */
export function nameParam(value: string | undefined): string {
  if (!value || /\p{Cc}/u.test(value)) throw asResponse(new NotFound());
  return value;
}

/** The row that a page of a list begins before, by its id; what names none begins at the beginning. */
export function beforeParam({ searchParams }: URL): number | undefined {
  const before = searchParams.get("before") ?? "";
  return /^[1-9]\d{0,8}$/.test(before) ? Number(before) : undefined;
}

/** What a proxy might decode into another host or header, and what is no page to go to. */
const NO_PLACE = /^\/(?:%2f|%5c|logout\b)|%0[0ad]/i;

/** A path on this site to go to afterwards, or the fallback: never another site, whatever a form has sent. */
export function localPath(value: FormDataEntryValue | null | undefined, fallback = "/"): string {
  if (typeof value !== "string" || !value.startsWith("/") || /[\\\p{Cc}]/u.test(value) || NO_PLACE.test(value))
    return fallback;
  const url = URL.canParse(value, "http://here.invalid") ? new URL(value, "http://here.invalid") : undefined;
  if (url?.origin !== "http://here.invalid" || url.pathname.startsWith("//")) return fallback;
  return url.pathname + url.search + url.hash;
}

/** A page that is exchanged in place has not been looked at; what of it has, it says itself. */
export const isFetchedByScript = ({ headers }: Request) => headers.has("X-Live");
