import { prisma, transaction } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { clocksOf, setAlarm } from "./clocks.server.ts";
import { isClosed } from "./ticket.ts";
import { changeTicket, lockTicket } from "./tickets.server.ts";

const A_TIME = 200;

/**
 * Asks the clocks of every open ticket anew after a calendar was changed: what has been counted stays, the rest is counted
 * by the new one. A ticket whose times stay the same is not written.
 */
export async function retargetTickets(): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await prisma.$queryRaw<{ id: number }[]>`
      SELECT id FROM "Ticket" WHERE id > ${after} AND state NOT IN ('closed', 'joined', 'spam')
      ORDER BY id LIMIT ${A_TIME}`;
    for (const { id } of rows) await retarget(id);
    const last = rows.at(-1);
    if (!last || rows.length < A_TIME) return;
    after = last.id;
  }
}

function retarget(id: number) {
  return transaction(async (tx) => {
    const ticket = await lockTicket(tx, SYSTEM, id);
    if (isClosed(ticket.state)) return; // meanwhile
    const { dueAt, dueClock, timerAt } = await clocksOf(tx, ticket);
    const isSame =
      dueAt?.getTime() === ticket.dueAt?.getTime() &&
      dueClock === ticket.dueClock &&
      timerAt?.getTime() === ticket.timerAt?.getTime();
    if (isSame) await setAlarm(tx, ticket);
    else await changeTicket(tx, ticket, {});
  });
}
