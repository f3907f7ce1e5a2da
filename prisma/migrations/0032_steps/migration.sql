-- What became of each suggestion, by whom: a reply is a step, unless several are listed in it.

CREATE TYPE "StepOutcome" AS ENUM ('tried', 'worked', 'didnt', 'cant');

-- 1. The steps that a reply's author or staff have listed in it ---------------------------------------

CREATE TABLE "PostStep" (
  "postId" INTEGER NOT NULL REFERENCES "Post" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- Never used twice: what was said of a step is said of these very words.
  number INTEGER NOT NULL CHECK (number > 0),
  place INTEGER NOT NULL,
  text TEXT NOT NULL,
  "removedAt" TIMESTAMPTZ(3),
  PRIMARY KEY ("postId", number)
);

-- 2. One mark a person a step; step 0 is the reply as a whole ------------------------------------------

ALTER TABLE "PostOutcome"
  ALTER COLUMN outcome TYPE "StepOutcome" USING outcome::text::"StepOutcome",
  ADD COLUMN step INTEGER NOT NULL DEFAULT 0 CHECK (step >= 0),
  DROP CONSTRAINT "PostOutcome_pkey",
  ADD PRIMARY KEY ("postId", "accountId", step);

-- 3. What a ticket knows of steps: as they stood when it was opened, and those staff has asked for ---------

CREATE TABLE "TicketStep" (
  id SERIAL PRIMARY KEY,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- Of the thread: which reply, and which of its steps. Null when staff has thought of it.
  "postId" INTEGER REFERENCES "Post" (id) ON DELETE SET NULL ON UPDATE CASCADE,
  step INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL,
  -- What the requester says of it.
  outcome "StepOutcome",
  "markedAt" TIMESTAMPTZ(3),
  -- What others said by then.
  "workedCount" INTEGER NOT NULL DEFAULT 0,
  "didntCount" INTEGER NOT NULL DEFAULT 0,
  -- Who asked for it; null when it came with the thread.
  "askedById" INTEGER REFERENCES "Account" (id) ON DELETE SET NULL ON UPDATE CASCADE,
  -- Why it was asked for again: the requester reads it.
  reason TEXT NOT NULL DEFAULT '',
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CHECK ((outcome IS NULL) = ("markedAt" IS NULL))
);
CREATE INDEX "TicketStep_ticketId_id_idx" ON "TicketStep" ("ticketId", id);
CREATE INDEX "TicketStep_postId_idx" ON "TicketStep" ("postId");
