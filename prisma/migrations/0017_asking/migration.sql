-- What somebody was shown while asking, and what they did with it. No column says who it was.
CREATE TYPE "AskEnd" AS ENUM ('posted', 'helped', 'joined', 'left');

CREATE TABLE "AskAttempt" (
  id TEXT PRIMARY KEY,
  "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "endedAs" "AskEnd",
  "endedAt" TIMESTAMPTZ(3),
  "threadId" INTEGER
);
CREATE INDEX "AskAttempt_startedAt_idx" ON "AskAttempt" ("startedAt");

CREATE TABLE "AskSuggestion" (
  "attemptId" TEXT NOT NULL REFERENCES "AskAttempt" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  document INTEGER NOT NULL,
  "shownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "openedAt" TIMESTAMPTZ(3),
  "joinedAt" TIMESTAMPTZ(3),
  "helpedAt" TIMESTAMPTZ(3),
  PRIMARY KEY ("attemptId", document)
);
CREATE INDEX "AskSuggestion_document_idx" ON "AskSuggestion" (document);

-- Drafts of members stay until they are asked; each is found again by its owner.
ALTER TABLE "AskDraft" ADD COLUMN "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
CREATE INDEX "AskDraft_accountId_updatedAt_idx" ON "AskDraft" ("accountId", "updatedAt" DESC);
