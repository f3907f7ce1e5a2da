import type { Task } from "graphile-worker";
import { z } from "zod";
import { addJob } from "../domain/events/record.server.ts";
import { claimDueMail } from "../domain/notifications/due-mail.server.ts";
import { addNotices } from "../domain/notifications/notices.server.ts";
import { recipientsOf } from "../domain/notifications/recipients.server.ts";
import { prisma, transaction } from "../platform/db.server.ts";

const payloadSchema = z.object({ eventId: z.coerce.bigint() });

/** So many people are told in one commit: a thread that a thousand follow holds no lock for long. */
const TOLD_AT_ONCE = 100;

/** Tells everybody whom an event concerns, in the app and by mail: once each, however often this runs. */
export const notify: Task = async (payload) => {
  const { eventId } = payloadSchema.parse(payload);
  const event = await prisma.event.findUnique({ where: { id: eventId } });
  if (!event) return;
  const recipients = await recipientsOf(event);
  for (let from = 0; from < recipients.length; from += TOLD_AT_ONCE) {
    await transaction(async (tx) => {
      await addNotices(tx, event, recipients.slice(from, from + TOLD_AT_ONCE));
      await addJob(tx, "mail_notices", {}, "mail_notices");
    });
  }
};

/** Makes the mails that are due. Runs when somebody has been told, and each minute for those who wait for their hour. */
export const mailNotices: Task = async () => {
  while (await claimDueMail());
};
