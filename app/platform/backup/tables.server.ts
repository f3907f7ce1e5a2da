import type pg from "pg";
import { z } from "zod";

export const headSchema = z.object({
  format: z.literal("answerloop backup 1"),
  madeAt: z.string(),
  migrations: z.array(z.string()),
  sequences: z.array(z.object({ name: z.string(), value: z.string().nullable() })),
});

export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()) });
/** An attached file, by its SHA-256. */
export const fileSchema = z.object({ file: z.string() });
export const endSchema = z.object({ end: z.literal(true), rows: z.number() });

export type Head = z.infer<typeof headSchema>;
export type Table = z.infer<typeof tableSchema>;

type Queryable = Pick<pg.ClientBase, "query">;

/** Our tables, and the job queue's: a mail that waits to be sent is part of a backup. Names are quoted. */
export async function listTables(client: Queryable): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT format('%I.%I', table_schema, table_name) AS table, array_agg(format('%I', column_name) ORDER BY ordinal_position) AS columns
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_type = 'BASE TABLE' AND is_generated = 'NEVER'
      AND (table_schema = 'public' AND table_name <> '_prisma_migrations'
        OR table_schema = 'graphile_worker' AND table_name LIKE '\\_private\\_%')
    GROUP BY 1 ORDER BY 1`);
  return rows;
}

/** How far each of our sequences has come; null when it gave out nothing yet. */
export async function listSequences(client: Queryable): Promise<Head["sequences"]> {
  const { rows } = await client.query<Head["sequences"][number]>(`
    SELECT format('%I.%I', schemaname, sequencename) AS name, last_value::text AS value
    FROM pg_sequences WHERE schemaname IN ('public', 'graphile_worker') ORDER BY 1`);
  return rows;
}

export async function listMigrations(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}
