import { type Tx, transaction } from "../../platform/db.server.ts";
import { DESK_ROLES, isStaffRole, SYSTEM } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { isOn } from "../settings/policy.ts";
import { policyOf } from "../threads/policies.server.ts";
import { passInSilence } from "../tickets/pass-unconfirmed.server.ts";
import { stateTicket } from "../tickets/statements.server.ts";
import { giveTo } from "../tickets/take-up.server.ts";
import { isClosed, TICKET_STATES } from "../tickets/ticket.ts";

/**
 * Enough people say that a published answer is wrong: its owner gets a ticket to correct it, one at a time. Nobody who
 * said so is named, and no customer is a party to it.
 */
export async function considerCorrection(answerId: number): Promise<number | null> {
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Answer" WHERE id = ${answerId} FOR UPDATE`;
    const answer = await tx.answer.findUnique({ where: { id: answerId }, include: answerWithTitle });
    if (!answer || answer.version === 0 || answer.retractedAt || !(await isCalledWrong(tx, answer))) return null;
    const isOpen = { correctsAnswerId: answerId, state: { notIn: TICKET_STATES.filter(isClosed) } };
    if ((await tx.ticket.count({ where: isOpen })) > 0) return null;
    return openCorrection(tx, answer);
  });
}

const answerWithTitle = {
  owner: { select: { id: true, role: true } },
  versions: { orderBy: { version: "desc" }, take: 1, select: { title: true } },
} as const;

interface Wrong {
  id: number;
  version: number;
  categoryId: number;
  slug: string;
  owner: { id: number; role: Parameters<typeof isStaffRole>[0] };
  versions: { title: string }[];
}

/** Said of the version that stands: a corrected one begins anew. */
async function isCalledWrong(tx: Tx, { id, version, categoryId }: Wrong): Promise<boolean> {
  const policy = await policyOf(tx, categoryId);
  if (!isOn(policy, "wrong_answer")) return false;
  const said = await tx.answerOutcome.findMany({
    where: { answerId: id, version, outcome: "didnt" },
    select: { account: { select: { role: true } } },
  });
  const staff = said.filter(({ account }) => isStaffRole(account.role)).length;
  return staff >= policy.wrongStaff || said.length - staff >= policy.wrongMembers;
}

async function openCorrection(tx: Tx, { id, version, categoryId, slug, owner, versions }: Wrong) {
  const subject = versions[0]?.title ?? slug;
  const trigger = "wrong_answer";
  const data = { subject, state: "draft", trigger, requesterId: owner.id, categoryId, correctsAnswerId: id } as const;
  const opened = await tx.ticket.create({ data });
  await record(tx, SYSTEM, "ticket.opened", { ticketId: opened.id, data: { version: 1, to: "draft", trigger } });
  const stated = await stateTicket(tx, SYSTEM, opened, `# ${subject}\n\n/answers/${slug} (${version})`);
  await passInSilence(tx, stated);
  const ready = await tx.ticket.findUniqueOrThrow({ where: { id: opened.id } });
  if (DESK_ROLES.includes(owner.role)) await giveTo(tx, SYSTEM, ready, owner.id);
  return opened.id;
}
