import { prisma, type Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { type Choice, defaultChoice } from "./mail-pace.ts";

/** How these people want to be mailed, by account; who has chosen nothing is not among them. */
export async function mailChoices(tx: Tx, accountIds: readonly number[]): Promise<Map<number, Choice>> {
  const rows = await tx.mailChoice.findMany({ where: { accountId: { in: [...accountIds] } } });
  return new Map(rows.map(({ accountId, ...choice }) => [accountId, choice]));
}

/** How the viewer wants to be mailed. */
export async function ownMailChoice(viewer: Viewer): Promise<Choice> {
  return (await mailChoices(prisma, [viewer.id])).get(viewer.id) ?? defaultChoice;
}

/** Changes how the viewer wants to be mailed, from the next notice on. */
export async function chooseMail(viewer: Viewer, choice: Choice): Promise<void> {
  const accountId = viewer.id;
  await prisma.mailChoice.upsert({ where: { accountId }, create: { accountId, ...choice }, update: choice });
}
