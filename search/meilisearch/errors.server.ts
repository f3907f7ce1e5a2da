import { MeilisearchApiError } from "meilisearch";

/** Meilisearch took a write and could not carry it out. */
export class TaskFailed extends Error {
  constructor(
    type: string,
    status: string,
    readonly code = "",
    message = "",
  ) {
    super(`Meilisearch task ${type} ${status}: ${[code, message].filter(Boolean).join(", ") || "no reason given"}`);
  }
}

/** An answer that names documents this forum does not have: it is another's index, or an old one. */
export class WrongIndex extends Error {}

/** What an error of the client says, its cause included; a key that somebody repeats is not passed on. */
export function describe(error: unknown, key = ""): string {
  const said = error instanceof Error ? `${error.message}${causeOf(error)}` : String(error);
  return key === "" ? said : said.replaceAll(key, "***");
}

function causeOf({ message, cause }: Error) {
  if (!(cause instanceof Error) || message.includes(cause.message)) return "";
  return `: ${cause.message}`;
}

const LONGEST_REST = 10 * 60_000;

/** Milliseconds that the server has asked to be left alone for; 0 when it has not. */
export function restAskedFor(error: unknown, now = Date.now()): number {
  const said = error instanceof MeilisearchApiError ? error.response.headers.get("Retry-After") : null;
  if (!said) return 0;
  const asked = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now;
  return Math.min(Math.max(0, asked || 0), LONGEST_REST);
}

export const codeOf = (error: unknown): string => {
  if (error instanceof TaskFailed) return error.code;
  return error instanceof MeilisearchApiError ? (error.cause?.code ?? "") : "";
};

export const isIndexMissing = (error: unknown) => codeOf(error) === "index_not_found";

const ABOUT_DOCUMENTS = new Set([
  "malformed_payload",
  "invalid_document_id",
  "missing_document_id",
  "invalid_document_fields",
  "document_fields_limit_reached",
  "max_fields_limit_exceeded",
]);

/** The documents are at fault, or one of them: others would be taken. */
export const isAboutDocuments = (error: unknown) => ABOUT_DOCUMENTS.has(codeOf(error));

/** Too much was sent at once. A proxy says so in HTML, which the client cannot read. */
export const isTooLarge = (error: unknown) =>
  codeOf(error) === "payload_too_large" ||
  (error instanceof MeilisearchApiError && error.response.status === 413) ||
  error instanceof SyntaxError;
