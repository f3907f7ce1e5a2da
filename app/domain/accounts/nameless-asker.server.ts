import { read } from "../../platform/db.server.ts";
import { asAsker, type Viewer } from "./viewer.ts";

const PLACE = /^\/(threads|posts|requests|private-values)\/([1-9]\d{0,8})(?:\/|$)/;

const ASKERS = {
  threads: `SELECT "authorId" FROM "Thread" WHERE id = $1`,
  posts: `SELECT thread."authorId" FROM "Thread" thread JOIN "Post" post ON post."threadId" = thread.id WHERE post.id = $1`,
  "private-values": `SELECT "ownerId" FROM "PrivateValue" WHERE id = $1`,
  requests: `SELECT "requesterId" FROM "Ticket" WHERE id = $1`,
} as const;

/**
 * The viewer as they are at this address: in a thread they have asked without their name, and in its private lane, they
 * are that nameless asker. Settled here, once for every page and every form, so that none can forget it.
 */
export async function inTheirThread(viewer: Viewer, pathname: string): Promise<Viewer> {
  const [, noun, id] = PLACE.exec(pathname) ?? [];
  if (!noun) return viewer;
  const sql = `SELECT id, name FROM "Account" WHERE id = (${ASKERS[noun as keyof typeof ASKERS]}) AND "ownerId" = $2`;
  const [guest] = await read<{ id: number; name: string }>(`asker.${noun}`, sql, [Number(id), viewer.id]);
  return guest ? asAsker(viewer, guest) : viewer;
}

/** The viewer as they are told of a case: as its nameless asker where they asked it so. */
export async function inTheirCase(viewer: Viewer, askerIds: readonly (number | undefined)[]): Promise<Viewer> {
  const sql = `SELECT id, name FROM "Account" WHERE id = ANY ($1::int[]) AND "ownerId" = $2`;
  const ids = askerIds.filter((id) => id !== undefined);
  const [guest] = await read<{ id: number; name: string }>("asker.case", sql, [ids, viewer.id]);
  return guest ? asAsker(viewer, guest) : viewer;
}
