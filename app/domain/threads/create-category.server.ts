import { z } from "zod";
import { ReadableBy } from "../../generated/prisma/enums.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { refusePrivateIn } from "../private-values/settle-form.server.ts";
import { line } from "../text.ts";
import { slugOf } from "./thread.ts";

const NAME_MAX = 80;

export const categoryInput = z.object({ name: line(NAME_MAX), readableBy: z.enum(ReadableBy).default("everyone") });

/** Makes a category behind all others; a name whose address is taken is refused. */
export async function createCategory({ name, readableBy }: z.infer<typeof categoryInput>): Promise<{ slug: string }> {
  await refusePrivateIn(SYSTEM, { name }, ["name"]);
  return transaction(async (tx) => {
    const slug = slugOf(name) || "category";
    if (await tx.category.findUnique({ where: { slug } })) throw new Conflict("name_taken");
    await addCategory(tx, { slug, name, readableBy });
    await record(tx, SYSTEM, "category.created", { data: { slug } });
    return { slug };
  });
}

/** Adds a row behind all others; its id. */
export async function addCategory(tx: Tx, data: { slug: string; name: string; readableBy?: ReadableBy }) {
  const last = await tx.category.aggregate({ _max: { position: true } });
  const position = (last._max.position ?? 0) + 1;
  const { id } = await tx.category.create({ data: { ...data, position }, select: { id: true } });
  return id;
}
