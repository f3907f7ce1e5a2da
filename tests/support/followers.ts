import type pg from "pg";

/** A thread that so many follow by its category, and by itself one in ten; none has an address. Gives the thread's id. */
export async function follow(client: pg.Client, count: number): Promise<number> {
  await client.query(
    `INSERT INTO "Account" (name, handle) SELECT 'f', 'follower-' || i FROM generate_series(1, $1::int) AS i`,
    [count],
  );
  const { rows } = await client.query<{ id: number }>(`
    WITH category AS (INSERT INTO "Category" (slug, name) VALUES ('followed', 'Followed') RETURNING id),
    asker AS (INSERT INTO "Account" (name, handle) VALUES ('Asker', 'the-asker') RETURNING id),
    thread AS (INSERT INTO "Thread" (title, "categoryId", "authorId")
      SELECT 'Followed by all', category.id, asker.id FROM category, asker RETURNING id, "categoryId", "authorId"),
    post AS (INSERT INTO "Post" ("threadId", position, "authorId", markdown)
      SELECT thread.id, i, "authorId", 'Said number ' || i FROM thread, generate_series(1, 10) AS i)
    SELECT id FROM thread`);
  const threadId = rows[0]?.id ?? 0;
  await client.query(
    `INSERT INTO "CategoryWatch" ("categoryId", "accountId", level)
     SELECT "categoryId", account.id, 'watching' FROM "Thread" thread, "Account" account
     WHERE thread.id = $1 AND account.handle LIKE 'follower-%'`,
    [threadId],
  );
  await client.query(
    `INSERT INTO "Watch" ("threadId", "accountId", reason)
     SELECT $1, id, 'chosen' FROM "Account" WHERE handle LIKE 'follower-%' AND id % 10 = 0`,
    [threadId],
  );
  await client.query("ANALYZE");
  return threadId;
}

export const followers = {
  /** One reply, and the job that follows from it. */
  async reply(client: pg.Client, threadId: number) {
    await client.query(
      `WITH post AS (INSERT INTO "Post" ("threadId", position, "authorId", markdown)
         SELECT id, 99, "authorId", 'News for all' FROM "Thread" WHERE id = $1 RETURNING id, "authorId"),
       event AS (INSERT INTO "Event" (kind, "actorId", "threadId", "postId", data)
         SELECT 'thread.replied', "authorId", $1, id, '{}' FROM post RETURNING id)
       SELECT graphile_worker.add_job('notify', json_build_object('eventId', id::text), job_key := 'notify:' || id) FROM event`,
      [threadId],
    );
  },
  /** How many notices there are. */
  async told(client: pg.Client): Promise<number> {
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM "Notification"`);
    return rows[0]?.count ?? 0;
  },
  /** Jobs of it still to be done. */
  async left(client: pg.Client): Promise<number> {
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'notify'",
    );
    return rows[0]?.count ?? 0;
  },
};
