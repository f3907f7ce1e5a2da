import { createHash } from "node:crypto";
import type { Tx } from "../../platform/db.server.ts";

/** Somebody who wrote elsewhere: known by their name there, without an address, so without a way to sign in. */
export interface ImportedAuthor {
  source: string;
  id: string;
  since: string;
}

const HANDLE_LENGTH = 40;

/** One key for an author of a source. */
export const authorKey = ({ source, id }: Pick<ImportedAuthor, "source" | "id">) => JSON.stringify([source, id]);

/** Makes accounts for those who have none yet; gives each author's account by `authorKey`. */
export async function importAccounts(tx: Tx, authors: readonly ImportedAuthor[]): Promise<Map<string, number>> {
  const known = await findImported(tx, authors);
  const unknown = authors.filter((author) => !known.has(authorKey(author)));
  await backdate(tx, authors);
  for (const [key, id] of await insert(tx, unknown)) known.set(key, id);
  return known;
}

interface Row {
  id: number;
  source: string;
  author: string;
}

async function findImported(tx: Tx, authors: readonly ImportedAuthor[]) {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT account.id, author.source, author.id AS author
    FROM json_to_recordset(${JSON.stringify(authors)}::json) AS author(source text, id text)
    JOIN "Account" AS account ON account."importedFrom" = author.source AND account."importedId" = author.id`;
  return byAuthor(rows);
}

/** Lines come in any order: whoever turns out to have written earlier has been here since then. */
async function backdate(tx: Tx, authors: readonly ImportedAuthor[]) {
  await tx.$executeRaw`
    UPDATE "Account" AS account SET "createdAt" = author.since
    FROM json_to_recordset(${JSON.stringify(authors)}::json) AS author(source text, id text, since timestamptz)
    WHERE account."importedFrom" = author.source AND account."importedId" = author.id AND account."createdAt" > author.since`;
}

async function insert(tx: Tx, authors: readonly ImportedAuthor[]) {
  if (authors.length === 0) return new Map<string, number>();
  const handles = await freeHandles(tx, authors);
  const named = authors.map((author, index) => ({ ...author, handle: handles[index] }));
  const rows = await tx.$queryRaw<Row[]>`
    INSERT INTO "Account" (name, handle, "importedFrom", "importedId", "createdAt")
    SELECT author.id, author.handle, author.source, author.id, author.since
    FROM json_to_recordset(${JSON.stringify(named)}::json) AS author(source text, id text, since timestamptz, handle text)
    RETURNING id, "importedFrom" AS source, "importedId" AS author`;
  return byAuthor(rows);
}

const byAuthor = (rows: Row[]) =>
  new Map(rows.map((row) => [authorKey({ source: row.source, id: row.author }), row.id]));

/** A handle each: `ana-beer`, or `ana-beer-3f9a2c1b` where another has that: the same whatever the order of the lines. */
async function freeHandles(tx: Tx, authors: readonly ImportedAuthor[]): Promise<string[]> {
  const plain = authors.map(plainHandle);
  const taken = await takenHandles(tx, plain);
  return authors.map((author, index) => {
    const handle = plain[index] ?? "";
    const own = handle && !taken.has(handle) ? handle : `${handle || "member"}-${digest(author)}`;
    taken.add(own);
    return own;
  });
}

async function takenHandles(tx: Tx, handles: readonly string[]) {
  const rows = await tx.$queryRaw<{ handle: string }[]>`
    SELECT handle FROM "Account" WHERE handle IN (SELECT json_array_elements_text(${JSON.stringify(handles)}::json))`;
  return new Set(rows.map((row) => row.handle));
}

/** Empty for a name without a Latin letter. */
function plainHandle({ source, id }: ImportedAuthor) {
  const name = latin(id);
  return name && `${name}-${latin(source) || "import"}`;
}

const digest = (author: ImportedAuthor) => createHash("sha256").update(authorKey(author)).digest("hex").slice(0, 8);

function latin(text: string) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, HANDLE_LENGTH)
    .replace(/^-+|-+$/g, "");
}
