-- The private lane: what its clocks start from, the guards its verbs lean on, and the desk's views.

ALTER TABLE "Ticket" ADD COLUMN "startedAt" TIMESTAMPTZ(3);
ALTER TABLE "Ticket" ADD COLUMN "lastRespondedAt" TIMESTAMPTZ(3);

-- 1. Settling what the requester wanted ---------------------------------------------------------------

-- A closing that says nothing of what the requester would like to happen is no closing, and a "no" has a reason.
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_outcome_addressed" CHECK (
  state <> 'resolved' OR resolution <> 'solved' OR "desiredOutcome" = ''
  OR ("outcomeVerdict" IS NOT NULL AND ("outcomeVerdict" = 'granted' OR "outcomeReason" <> ''))
);
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_version_positive" CHECK (version > 0);

-- 2. Promises ---------------------------------------------------------------------------------------------

-- The row lock makes "resolve" and "promise" take turns: without it each could miss the other.
CREATE FUNCTION promise_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  standing "TicketState";
BEGIN
  SELECT state INTO standing FROM "Ticket" WHERE id = NEW."ticketId" FOR SHARE;
  IF standing IN ('resolved', 'closed', 'joined', 'spam') THEN
    RAISE EXCEPTION 'a settled ticket takes no promise' USING ERRCODE = 'AL007';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER promise_guard BEFORE INSERT ON "Promise"
  FOR EACH ROW EXECUTE FUNCTION promise_guard();

-- What was promised never changes, and it is settled once.
CREATE FUNCTION promise_is_kept_as_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."ticketId", NEW.text, NEW."dueAt", NEW."createdAt")
     IS DISTINCT FROM (OLD."ticketId", OLD.text, OLD."dueAt", OLD."createdAt")
     OR OLD."settledAt" IS NOT NULL
  THEN
    RAISE EXCEPTION 'a promise is never changed' USING ERRCODE = 'AL001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER promise_is_kept_as_said BEFORE UPDATE ON "Promise"
  FOR EACH ROW EXECUTE FUNCTION promise_is_kept_as_said();
CREATE TRIGGER append_only BEFORE DELETE ON "Promise"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- 3. The desk's views: urgent first, then next due, then longest wait -----------------------------------

CREATE INDEX "Ticket_desk_open" ON "Ticket"
  ((priority <> 'urgent'), (coalesce("dueAt", 'infinity'::timestamptz)), id)
  WHERE state IN ('read_back', 'new', 'open', 'returned');
CREATE INDEX "Ticket_desk_waiting" ON "Ticket"
  ((priority <> 'urgent'), (coalesce("dueAt", 'infinity'::timestamptz)), id)
  WHERE state IN ('waiting_on_requester', 'waiting_on_third_party', 'waiting_on_visit');
CREATE INDEX "Ticket_desk_unassigned" ON "Ticket"
  ((priority <> 'urgent'), (coalesce("dueAt", 'infinity'::timestamptz)), id)
  WHERE "assigneeId" IS NULL AND state IN ('new', 'open', 'returned');
CREATE INDEX "Ticket_desk_mine" ON "Ticket"
  ("assigneeId", (priority <> 'urgent'), (coalesce("dueAt", 'infinity'::timestamptz)), id)
  WHERE state IN ('read_back', 'new', 'open', 'returned', 'waiting_on_requester', 'waiting_on_third_party', 'waiting_on_visit');
