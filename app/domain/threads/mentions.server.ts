import { read } from "../../platform/db.server.ts";
import { DESK_ROLES, type Viewer } from "../accounts/viewer.ts";
import { isDesk, POST_IS_VISIBLE, THREAD_IS_VISIBLE, threadScope } from "../permissions.ts";
import { tidy } from "../text.ts";
import { type KnownReferences, referencesIn } from "./references.ts";

/** Somebody who can be named in a text. */
export interface Named {
  handle: string;
  name: string;
}

const MOST = 6;
const LONGEST = 60;
/** Of those whose name begins so, how many are looked at for having said something. */
const LOOKED_AT = 40;

/**
 * People whose handle or name begins with what is being typed, for members: those alone who have said something where the
 * viewer can read it. The two indexes of migration 0021 are what it goes by.
 */
export function namesLike(viewer: Viewer, typed: string): Promise<Named[]> {
  const pattern = patternOf(typed);
  if (pattern === null || viewer.kind === "visitor") return Promise.resolve([]);
  return read<Named & Record<string, unknown>>("names.like", NAMES, [...threadScope(viewer), pattern]);
}

/** Colleagues at the desk whose handle or name begins so, for the desk: those whom a note can call. */
export function colleaguesLike(viewer: Viewer, typed: string): Promise<Named[]> {
  const pattern = patternOf(typed);
  if (pattern === null || !isDesk(viewer)) return Promise.resolve([]);
  return read<Named & Record<string, unknown>>("colleagues.like", COLLEAGUES, [DESK_ROLES, viewer.id, pattern]);
}

function patternOf(typed: string): string | null {
  const begin = tidy(typed).trim().slice(0, LONGEST).toLowerCase();
  return begin === "" ? null : `${begin.replace(/[\\%_]/g, "\\$&")}%`;
}

const COLLEAGUES = `SELECT handle, name FROM "Account"
  WHERE role = ANY ($1::"Role"[]) AND id <> $2 AND (handle LIKE $3 OR lower(name) LIKE $3)
    AND ("suspendedUntil" IS NULL OR "suspendedUntil" <= now())
  ORDER BY handle LIMIT ${MOST}`;

const NAMES = `SELECT handle, name FROM (
    (SELECT id, handle, name FROM "Account" WHERE handle LIKE $4 AND NOT "isGuest" ORDER BY handle LIMIT ${LOOKED_AT})
    UNION (SELECT id, handle, name FROM "Account" WHERE lower(name) LIKE $4 AND NOT "isGuest"
      ORDER BY lower(name) LIMIT ${LOOKED_AT})
  ) AS person
  WHERE EXISTS (
    SELECT FROM "Post" post JOIN "Thread" thread ON thread.id = post."threadId"
    JOIN "Category" category ON category.id = thread."categoryId"
    WHERE post."authorId" = person.id AND ${THREAD_IS_VISIBLE} AND ${POST_IS_VISIBLE})
  ORDER BY handle LIMIT ${MOST}`;

/**
 * Which of the people and threads that texts refer to this viewer may see: one statement, and none where nothing is
 * referred to. A thread one may not see stays a number, as if there were none.
 */
export async function knownReferences(viewer: Viewer, texts: readonly string[]): Promise<KnownReferences> {
  const { handles, numbers } = referencesIn(texts);
  if (handles.length + numbers.length === 0) return { handles: new Set(), numbers: new Set() };
  const rows = await read<{ handle: string | null; number: number | null }>("references", KNOWN, [
    ...threadScope(viewer),
    handles,
    numbers,
  ]);
  return {
    handles: new Set(rows.flatMap(({ handle }) => handle ?? [])),
    numbers: new Set(rows.flatMap(({ number }) => number ?? [])),
  };
}

const KNOWN = `SELECT handle, NULL::int AS number FROM "Account" WHERE handle = ANY ($4::text[])
  UNION ALL
  SELECT NULL, thread.id FROM "Thread" thread JOIN "Category" category ON category.id = thread."categoryId"
  WHERE thread.id = ANY ($5::int[]) AND ${THREAD_IS_VISIBLE}`;
