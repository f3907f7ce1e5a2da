import type { TaskList } from "graphile-worker";
import { env } from "../platform/env.server.ts";
import { indexDocument } from "./index-documents.server.ts";
import { mailSecretLink } from "./mail-secret-link.server.ts";
import { mailSignInCode } from "./mail-sign-in-code.server.ts";
import { fadeOldWatches, mailNotices, notify } from "./notify.server.ts";
import { routeQuestions } from "./notify-helpers.server.ts";
import { rankNeighbours } from "./rank-neighbours.server.ts";
import { reopenTicket } from "./reopen-ticket.server.ts";
import { retargetClocks } from "./retarget-clocks.server.ts";
import {
  clearExpired,
  considerThread,
  endSurges,
  runTicketTimers,
  sweepSilentThreads,
  takeDutySteps,
  takeThreadSteps,
  tellOfSilentTalks,
  warnOfReachedClocks,
} from "./schedule.server.ts";
import { sendHeld } from "./send-held-response.server.ts";
import { sendMail } from "./send-mail.server.ts";

/** Every job there is. Jobs read the row as it is now, run at least once, and may run twice without harm. */
export const tasks: TaskList = {
  notify,
  mail_notices: mailNotices,
  fade_old_watches: fadeOldWatches,
  route_questions: routeQuestions,
  index: indexDocument,
  rank_neighbours: rankNeighbours,
  reopen_ticket: reopenTicket,
  retarget_clocks: retargetClocks,
  mail_sign_in_code: mailSignInCode,
  mail_secret_link: mailSecretLink,
  send_mail: sendMail,
  send_held_response: sendHeld,
  sweep_silent_threads: sweepSilentThreads,
  take_thread_steps: takeThreadSteps,
  consider_escalation: considerThread,
  run_ticket_timers: runTicketTimers,
  take_duty_steps: takeDutySteps,
  tell_of_silent_talks: tellOfSilentTalks,
  warn_of_reached_clocks: warnOfReachedClocks,
  end_surges: endSurges,
  clear_expired: clearExpired,
};

export const crontab = [
  "* * * * * sweep_silent_threads ?max=1&jobKey=sweep_silent_threads",
  "* * * * * take_thread_steps ?max=1&jobKey=take_thread_steps",
  "* * * * * run_ticket_timers ?max=1&jobKey=run_ticket_timers",
  "* * * * * take_duty_steps ?max=1&jobKey=take_duty_steps",
  "* * * * * tell_of_silent_talks ?max=1&jobKey=tell_of_silent_talks",
  "* * * * * mail_notices ?max=3&jobKey=mail_notices",
  "* * * * * end_surges ?max=1&jobKey=end_surges",
  "* * * * * warn_of_reached_clocks ?max=1&jobKey=warn_of_reached_clocks",
  "*/5 * * * * route_questions ?max=3&jobKey=route_questions",
  "41 2 * * * fade_old_watches ?max=3&jobKey=fade_old_watches",
  "17 3 * * * clear_expired ?max=3",
  // What Meilisearch could not be told is told again soon, however often it failed.
  ...(env.MEILI_URL
    ? ["* * * * * index ?max=25&queue=meilisearch&jobKey=index:flush&jobKeyMode=replace {flush:true}"]
    : []),
].join("\n");
