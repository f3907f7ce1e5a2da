-- Escalation: every trigger of the product's table, by a policy that a lead changes; what was done by itself can be undone.

ALTER TYPE "EscalationTrigger" ADD VALUE 'failed_replies';
ALTER TYPE "EscalationTrigger" ADD VALUE 'still_stuck';
ALTER TYPE "EscalationTrigger" ADD VALUE 'affected';
ALTER TYPE "EscalationTrigger" ADD VALUE 'peer';
ALTER TYPE "EscalationTrigger" ADD VALUE 'urgent_words';
ALTER TYPE "EscalationTrigger" ADD VALUE 'wrong_answer';

-- Without a category it holds for all that have none of their own; without rules a category goes by that one again.
CREATE TABLE "EscalationPolicy" (
  id SERIAL PRIMARY KEY,
  "categoryId" INTEGER REFERENCES "Category" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  version INTEGER NOT NULL CHECK (version > 0),
  rules JSONB,
  "isCurrent" BOOLEAN NOT NULL,
  "authorId" INTEGER REFERENCES "Account" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CHECK ("categoryId" IS NOT NULL OR rules IS NOT NULL)
);
CREATE UNIQUE INDEX "EscalationPolicy_version" ON "EscalationPolicy" (coalesce("categoryId", 0), version);
CREATE UNIQUE INDEX "EscalationPolicy_one_current" ON "EscalationPolicy" (coalesce("categoryId", 0)) WHERE "isCurrent";

CREATE FUNCTION policy_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."categoryId", NEW.version, NEW.rules, NEW."authorId", NEW."createdAt")
    IS DISTINCT FROM (OLD."categoryId", OLD.version, OLD.rules, OLD."authorId", OLD."createdAt") THEN
    RAISE EXCEPTION 'a policy is never changed, only followed by another' USING ERRCODE = 'AL011';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_stays BEFORE UPDATE ON "EscalationPolicy" FOR EACH ROW EXECUTE FUNCTION policy_stays();

-- A category's own hours become its own policy: the same whole time, the nudge as far before its end as everywhere.
INSERT INTO "EscalationPolicy" ("categoryId", version, rules, "isCurrent")
  SELECT id, 1, jsonb_build_object('nudgeAfterHours', greatest("escalateAfterHours" - 8, 0),
    'escalateAfterHours', least("escalateAfterHours", 8)), true
  FROM "Category" WHERE "escalateAfterHours" IS NOT NULL;
INSERT INTO "EscalationPolicy" ("categoryId", version, rules, "isCurrent")
  SELECT NULL, 1, jsonb_strip_nulls(jsonb_build_object('nudgeAfterHours', settings -> 'nudgeAfterHours',
    'escalateAfterHours', settings -> 'escalateAfterNudgeHours', 'askerAfterHours', settings -> 'askerEscalatesAfterHours')), true
  FROM "Site" WHERE settings ?| ARRAY['nudgeAfterHours', 'escalateAfterNudgeHours', 'askerEscalatesAfterHours'];
ALTER TABLE "Category" DROP COLUMN "escalateAfterHours";

-- The next thing a thread does by itself short of going to staff: helpers are called, the asker is asked, it rests.
ALTER TABLE "Thread"
  ADD COLUMN "nudgedAt" TIMESTAMPTZ(3),
  ADD COLUMN "checkedAt" TIMESTAMPTZ(3),
  ADD COLUMN "stepAt" TIMESTAMPTZ(3),
  -- Going to staff was refused or taken back: no rule and no button of the asker's sends it there before this.
  ADD COLUMN "heldUntil" TIMESTAMPTZ(3);
CREATE INDEX "Thread_step_due" ON "Thread" ("stepAt", id) WHERE "stepAt" IS NOT NULL;

-- A correction of an answer is the desk's own: at most one at a time.
ALTER TABLE "Ticket" ADD COLUMN "correctsAnswerId" INTEGER REFERENCES "Answer" (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE UNIQUE INDEX "Ticket_one_correction" ON "Ticket" ("correctsAnswerId")
  WHERE state NOT IN ('closed', 'joined', 'spam');
CREATE INDEX "Ticket_asked_by_requester" ON "Ticket" ("requesterId", "createdAt") WHERE trigger = 'asker';
-- Measured waits: the first word to tickets of a category, of the last weeks.
CREATE INDEX "Ticket_categoryId_createdAt_idx" ON "Ticket" ("categoryId", "createdAt");
CREATE INDEX "Thread_categoryId_createdAt_idx" ON "Thread" ("categoryId", "createdAt");

-- "Answered in the thread": staff takes a ticket back that it has begun, when nothing is open in it.
INSERT INTO "TicketTransition" ("from", "to") VALUES ('open', 'closed');
CREATE FUNCTION ticket_withdrawal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "Promise" WHERE "ticketId" = NEW.id AND "settledAt" IS NULL) THEN
    RAISE EXCEPTION 'a ticket with an open promise cannot be closed' USING ERRCODE = 'AL004';
  END IF;
  IF NEW."requesterWaitingSince" IS NOT NULL THEN
    RAISE EXCEPTION 'a ticket with an unanswered message cannot be closed' USING ERRCODE = 'AL005';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ticket_withdrawal_guard BEFORE UPDATE OF state ON "Ticket"
  FOR EACH ROW WHEN (OLD.state = 'open' AND NEW.state = 'closed') EXECUTE FUNCTION ticket_withdrawal_guard();
