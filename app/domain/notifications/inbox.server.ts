import { type Notification, Prisma } from "../../generated/prisma/client.ts";
import { read } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { GROUPS_A_PAGE, type InboxGroup, type InboxList, NOTICES_OF_GROUP, UNREAD_OF_GROUP_MAX } from "./inbox.ts";
import { ABOUT, inList } from "./inbox-lists.server.ts";
import { isNoticeKind } from "./notification.ts";
import { actorsOf } from "./notifications.server.ts";
import { titlesFor } from "./titles.server.ts";

/** Of a post that is hidden nothing counts. */
const IS_SHOWN = `NOT EXISTS (SELECT FROM "Post" WHERE id = one."postId" AND "hiddenAt" IS NOT NULL)`;

// Written out: a plan that is kept must give the same columns when a later release has added one.
const COLUMNS = Object.values(Prisma.NotificationScalarFieldEnum)
  .map((column) => `notice."${column}"`)
  .join(", ");

/**
 * A group is where its newest notice is. Read in the order of the list's own index until the page is full: a notice that
 * has a newer one of its group is passed by one look into the index by groups.
 */
const GROUPS = (list: InboxList) => `
  WITH page AS (
    SELECT newest.id, newest."accountId", ${ABOUT("newest")} AS about FROM "Notification" AS newest
    WHERE newest."accountId" = $1 AND newest.id < $2 AND ${inList("newest", list)} AND NOT EXISTS (
      SELECT FROM "Notification" AS later WHERE later."accountId" = $1 AND ${ABOUT("later")} = ${ABOUT("newest")}
        AND later.id > newest.id AND ${inList("later", list)})
    ORDER BY newest.id DESC LIMIT ${GROUPS_A_PAGE + 1}
  )
  SELECT page.about, page.id AS "newestId", ${COLUMNS}, (
    SELECT count(*)::int FROM (
      SELECT FROM "Notification" AS one WHERE one."accountId" = $1 AND ${ABOUT("one")} = page.about
        AND one."readAt" IS NULL AND ${inList("one", list)} AND ${IS_SHOWN} LIMIT ${UNREAD_OF_GROUP_MAX}) AS unread
  ) AS unread
  FROM page CROSS JOIN LATERAL (
    SELECT one.* FROM "Notification" AS one WHERE one."accountId" = $1 AND ${ABOUT("one")} = page.about
      AND ${inList("one", list)} ORDER BY one.id DESC LIMIT ${NOTICES_OF_GROUP}
  ) AS notice
  ORDER BY page.id DESC, notice.id DESC`;

interface Row extends Notification {
  about: string;
  newestId: number;
  unread: number;
  [column: string]: unknown;
}

const LAST_ID = 2_147_483_647;

/** What the viewer was told, by what it is about, the newest first; `next` is the id to go on before. */
export async function listInboxGroups(
  viewer: Viewer,
  list: InboxList = "all",
  before = LAST_ID,
): Promise<{ groups: InboxGroup[]; next: number | null }> {
  const found = await read<Row>(`inbox.${list}`, GROUPS(list), [viewer.id, before]);
  const rows = found.map((row) => ({ ...row, eventId: BigInt(row.eventId) })); // pg writes it as text
  const all = [...new Set(rows.map(({ about }) => about))].map((about) => rows.filter((row) => row.about === about));
  const page = all.slice(0, GROUPS_A_PAGE);
  const shown = page.flat();
  const [titles, actors] = await Promise.all([titlesFor(viewer, shown), actorsOf(shown)]);
  const groups = page.map((of) => groupOf(of, titles, actors));
  return { groups, next: all.length > GROUPS_A_PAGE ? (groups.at(-1)?.id ?? null) : null };
}

function groupOf(rows: Row[], titles: Map<number, string>, actors: Map<bigint, string>): InboxGroup {
  const [newest] = rows as [Row];
  const open = rows.filter(({ id, kind }) => titles.has(id) && isNoticeKind(kind));
  const title = open[0] ? (titles.get(open[0].id) ?? null) : null;
  return {
    about: newest.about,
    id: newest.newestId,
    at: newest.createdAt,
    title,
    kind: isNoticeKind(newest.kind) ? newest.kind : "reply",
    unread: title === null ? rows.filter(({ readAt }) => !readAt).length : newest.unread,
    notices: open.flatMap(({ id, kind, eventId, createdAt, readAt }) => {
      if (!isNoticeKind(kind)) return [];
      const [actor, of] = [actors.get(eventId) ?? "", titles.get(id) ?? ""];
      return [{ id, kind, title: of, actor, at: createdAt, isRead: readAt !== null }];
    }),
  };
}
