import type { Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { passInSilence } from "./pass-unconfirmed.server.ts";
import { remindRequester, resolveUnanswered } from "./resolve-unanswered.server.ts";
import { resumeInTime } from "./resume-ticket.server.ts";
import { closeInTime } from "./settle-ticket.server.ts";
import { changeTicket } from "./tickets.server.ts";

/** Does what is due on a ticket whose time has come; the caller has locked it. */
export async function runTimer(tx: Tx, ticket: Ticket): Promise<void> {
  switch (ticket.state) {
    case "read_back":
      return passInSilence(tx, ticket);
    case "waiting_on_third_party":
      return resumeInTime(tx, ticket);
    case "resolved":
      return closeInTime(tx, ticket);
    case "waiting_on_requester":
      return breakSilence(tx, ticket);
    default:
      // A timer that outlived its state: asking the clocks anew takes it away.
      await changeTicket(tx, ticket, {});
  }
}

async function breakSilence(tx: Tx, ticket: Ticket) {
  const { silenceReminderDays } = await siteSettings(tx);
  const isReminderDue = ticket.remindersSent < silenceReminderDays.length;
  return isReminderDue ? remindRequester(tx, ticket) : resolveUnanswered(tx, ticket);
}
