-- Mail as its reader wants it: how often, how much a day, and what not at all.

CREATE TYPE "MailPace" AS ENUM ('at_once', 'batched', 'daily', 'weekly', 'never');
CREATE TYPE "MailAs" AS ENUM ('alone', 'batch', 'digest');
CREATE TYPE "MailKind" AS ENUM ('plain', 'notice', 'gathered');

CREATE TABLE "MailChoice" (
  "accountId" INTEGER PRIMARY KEY REFERENCES "Account" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  pace "MailPace" NOT NULL DEFAULT 'at_once',
  "digestHour" INTEGER NOT NULL DEFAULT 8 CHECK ("digestHour" BETWEEN 0 AND 23),
  "digestWeekday" INTEGER NOT NULL DEFAULT 1 CHECK ("digestWeekday" BETWEEN 0 AND 6),
  "dailyCap" INTEGER NOT NULL DEFAULT 30 CHECK ("dailyCap" BETWEEN 1 AND 1000),
  off TEXT[] NOT NULL DEFAULT '{}'
);

ALTER TABLE "Mail" ADD COLUMN kind "MailKind" NOT NULL DEFAULT 'plain', ADD COLUMN "cancelledAt" TIMESTAMPTZ(3);
DROP INDEX "Mail_unsent";
CREATE INDEX "Mail_unsent" ON "Mail" (id) WHERE "sentAt" IS NULL AND "cancelledAt" IS NULL;
CREATE INDEX "Mail_accountId_createdAt_idx" ON "Mail" ("accountId", "createdAt");

ALTER TABLE "Notification"
  ADD COLUMN reason TEXT NOT NULL DEFAULT '',
  ADD COLUMN "mailAt" TIMESTAMPTZ(3),
  ADD COLUMN "mailAs" "MailAs" NOT NULL DEFAULT 'alone',
  ADD COLUMN "mailId" INTEGER REFERENCES "Mail" (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Notification_mail_due" ON "Notification" ("mailAt", id) WHERE "mailAt" IS NOT NULL;
CREATE INDEX "Notification_mail_waiting" ON "Notification" ("accountId") WHERE "mailAt" IS NOT NULL;
CREATE INDEX "Notification_mailId_idx" ON "Notification" ("mailId") WHERE "mailId" IS NOT NULL;

-- What links in mails are signed with: made once for an installation.
CREATE TABLE "Secret" (name TEXT PRIMARY KEY, value BYTEA NOT NULL);
INSERT INTO "Secret" VALUES ('unsubscribe', sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea));
