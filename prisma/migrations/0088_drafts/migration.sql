-- What is begun and not sent yet: questions as before, and now replies, each to one thread.
ALTER TABLE "AskDraft" RENAME TO "Draft";
ALTER TABLE "Draft" RENAME CONSTRAINT "AskDraft_pkey" TO "Draft_pkey";
ALTER INDEX "AskDraft_createdAt_idx" RENAME TO "Draft_createdAt_idx";
ALTER INDEX "AskDraft_accountId_updatedAt_idx" RENAME TO "Draft_accountId_updatedAt_idx";

ALTER TABLE "Draft" ADD COLUMN "threadId" INTEGER REFERENCES "Thread" (id) ON DELETE CASCADE ON UPDATE CASCADE;
-- Nobody replies without an account.
ALTER TABLE "Draft" ADD CONSTRAINT "Draft_reply_of_somebody" CHECK ("threadId" IS NULL OR "accountId" IS NOT NULL);
CREATE INDEX "Draft_accountId_threadId_idx" ON "Draft" ("accountId", "threadId");
