-- The ticket page: responses that a second person reads first, what is known of a case, and what is handed over with it.

-- 1. Responses that wait until a second person has read them ----------------------------------------------

CREATE TYPE "ReadingKind" AS ENUM ('respond', 'ask', 'resolve');
CREATE TYPE "ReadingState" AS ENUM ('waiting', 'passed', 'returned', 'withdrawn');

ALTER TABLE "Category" ADD COLUMN "isReadTwice" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "Reading" (
  "id" SERIAL PRIMARY KEY,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" ("id") ON DELETE CASCADE,
  "authorId" INTEGER NOT NULL REFERENCES "Account" ("id"),
  "kind" "ReadingKind" NOT NULL,
  "markdown" TEXT NOT NULL,
  "terms" JSONB NOT NULL,
  "hash" TEXT NOT NULL,
  "because" TEXT[] NOT NULL,
  "macroId" INTEGER,
  "macroVersion" INTEGER,
  "submissionKey" TEXT,
  "state" "ReadingState" NOT NULL DEFAULT 'waiting',
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "readerId" INTEGER REFERENCES "Account" ("id"),
  "decidedAt" TIMESTAMPTZ(3),
  "reason" TEXT NOT NULL DEFAULT '',
  "responseId" INTEGER REFERENCES "Response" ("id") ON DELETE CASCADE,
  CONSTRAINT "Reading_macroId_macroVersion_fkey"
    FOREIGN KEY ("macroId", "macroVersion") REFERENCES "MacroVersion" ("macroId", "version"),
  CONSTRAINT "Reading_decided_by_somebody" CHECK ((state = 'waiting') = ("readerId" IS NULL) AND (state = 'waiting') = ("decidedAt" IS NULL)),
  CONSTRAINT "Reading_sent_when_passed" CHECK ((state = 'passed') = ("responseId" IS NOT NULL)),
  CONSTRAINT "Reading_returned_with_a_reason" CHECK (state <> 'returned' OR reason <> '')
);
CREATE UNIQUE INDEX "Reading_submissionKey_key" ON "Reading" ("submissionKey");
CREATE UNIQUE INDEX "Reading_responseId_key" ON "Reading" ("responseId");
CREATE INDEX "Reading_ticketId_id_idx" ON "Reading" ("ticketId", "id");
CREATE INDEX "Reading_macroId_macroVersion_idx" ON "Reading" ("macroId", "macroVersion");
-- One at a time: what is let go is an answer to what its reader sees.
CREATE UNIQUE INDEX "Reading_waiting" ON "Reading" ("ticketId") WHERE state = 'waiting';
CREATE INDEX "Reading_desk" ON "Reading" ("createdAt", "id") WHERE state = 'waiting';

-- What was read is what is sent, it is decided once, and nobody changes it in between.
CREATE FUNCTION reading_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waiting'
     OR (NEW."ticketId", NEW."authorId", NEW.kind, NEW.markdown, NEW.terms, NEW.hash, NEW.because, NEW."createdAt")
        IS DISTINCT FROM (OLD."ticketId", OLD."authorId", OLD.kind, OLD.markdown, OLD.terms, OLD.hash, OLD.because, OLD."createdAt")
  THEN
    RAISE EXCEPTION 'what is read by a second person is never changed' USING ERRCODE = 'AL001';
  END IF;
  IF NEW.state = 'passed' AND NOT EXISTS (
    SELECT FROM "Response" sent WHERE sent.id = NEW."responseId" AND sent."ticketId" = NEW."ticketId"
      AND sent."authorId" = NEW."authorId" AND sent.markdown = NEW.markdown)
  THEN
    RAISE EXCEPTION 'what is sent is what was read' USING ERRCODE = 'AL001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reading_guard BEFORE UPDATE ON "Reading"
  FOR EACH ROW EXECUTE FUNCTION reading_guard();

ALTER TABLE "Attachment" ADD COLUMN "readingId" INTEGER REFERENCES "Reading" ("id") ON DELETE CASCADE;
CREATE INDEX "Attachment_readingId_idx" ON "Attachment" ("readingId");

-- 2. What is known of a case --------------------------------------------------------------------------------

CREATE TABLE "TicketFact" (
  "id" SERIAL PRIMARY KEY,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" ("id") ON DELETE CASCADE,
  "fact" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "statedById" INTEGER NOT NULL REFERENCES "Account" ("id"),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "confirmedAt" TIMESTAMPTZ(3),
  "replacedAt" TIMESTAMPTZ(3)
);
CREATE INDEX "TicketFact_ticketId_id_idx" ON "TicketFact" ("ticketId", "id");
CREATE UNIQUE INDEX "TicketFact_current" ON "TicketFact" ("ticketId", "fact") WHERE "replacedAt" IS NULL;

-- A word somebody has given for a fact stays that word; another one is another row.
CREATE FUNCTION fact_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."ticketId", NEW.fact, NEW.value, NEW."statedById", NEW."createdAt")
     IS DISTINCT FROM (OLD."ticketId", OLD.fact, OLD.value, OLD."statedById", OLD."createdAt")
     OR OLD."replacedAt" IS NOT NULL
     OR (OLD."confirmedAt" IS NOT NULL AND NEW."confirmedAt" IS DISTINCT FROM OLD."confirmedAt")
  THEN
    RAISE EXCEPTION 'a stated fact is never changed' USING ERRCODE = 'AL001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fact_guard BEFORE UPDATE ON "TicketFact"
  FOR EACH ROW EXECUTE FUNCTION fact_guard();

-- 3. What is handed over -------------------------------------------------------------------------------------

CREATE TABLE "HandoverBrief" (
  "id" SERIAL PRIMARY KEY,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" ("id") ON DELETE CASCADE,
  "writerId" INTEGER NOT NULL REFERENCES "Account" ("id"),
  "readerId" INTEGER REFERENCES "Account" ("id"),
  "markdown" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "readAt" TIMESTAMPTZ(3)
);
CREATE INDEX "HandoverBrief_ticketId_id_idx" ON "HandoverBrief" ("ticketId", "id");
