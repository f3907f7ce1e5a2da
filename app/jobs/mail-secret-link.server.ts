import type { Task } from "graphile-worker";
import { z } from "zod";
import { queueMail } from "../domain/events/mail.server.ts";
import { siteSettings } from "../domain/settings/settings.server.ts";
import { secretLinkMail } from "../emails/secret-link.ts";
import { defaultLocale, isLocale } from "../i18n/locales.ts";
import { translator } from "../i18n/translate.ts";
import { prisma, transaction } from "../platform/db.server.ts";
import { env } from "../platform/env.server.ts";

const payloadSchema = z.object({ accountId: z.number(), key: z.string() });

/** Mails a guest their secret link. The key itself lives only in this job and, until it is sent, in the mail. */
export const mailSecretLink: Task = async (payload) => {
  const { accountId, key } = payloadSchema.parse(payload);
  const guest = await prisma.account.findUnique({ where: { id: accountId } });
  if (!guest?.contactEmail) return;
  const t = translator(isLocale(guest.locale) ? guest.locale : defaultLocale, guest.timeZone ?? "UTC");
  const { siteName } = await siteSettings();
  const mail = secretLinkMail(t, { url: new URL(`/asked?key=${key}`, env.ORIGIN).href, siteName });
  const to = guest.contactEmail;
  await transaction((tx) => queueMail(tx, { accountId, to, dedupeKey: `secret-link:${accountId}`, mail }));
};
