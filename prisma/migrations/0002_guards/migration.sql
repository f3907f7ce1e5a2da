-- What the schema language cannot say: the guards that hold whatever code is running.

-- 1. Append-only tables ------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'AL001';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "Event"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "Response"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "Note"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AnswerVersion"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "PostRevision"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE ON "Statement"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A statement's words never change, and a confirmation is given once.
CREATE FUNCTION statement_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."ticketId", NEW.number, NEW.text, NEW.hash, NEW."createdAt")
     IS DISTINCT FROM (OLD."ticketId", OLD.number, OLD.text, OLD.hash, OLD."createdAt")
     OR NEW."authorId" IS DISTINCT FROM OLD."authorId"
     OR (OLD."confirmedAt" IS NOT NULL AND (NEW."confirmedAt", NEW."confirmedName") IS DISTINCT FROM (OLD."confirmedAt", OLD."confirmedName"))
  THEN
    RAISE EXCEPTION 'a statement is never changed' USING ERRCODE = 'AL001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statement_guard BEFORE UPDATE ON "Statement"
  FOR EACH ROW EXECUTE FUNCTION statement_guard();

-- 2. The ticket's status machine (product.md §5) -------------------------------------------------

INSERT INTO "TicketTransition" ("from", "to") VALUES
  ('draft', 'read_back'), ('draft', 'spam'),
  ('read_back', 'draft'), ('read_back', 'new'), ('read_back', 'closed'), ('read_back', 'spam'), ('read_back', 'joined'),
  ('new', 'open'), ('new', 'read_back'), ('new', 'returned'), ('new', 'joined'), ('new', 'spam'), ('new', 'closed'),
  ('open', 'waiting_on_requester'), ('open', 'waiting_on_third_party'), ('open', 'waiting_on_visit'),
  ('open', 'returned'), ('open', 'resolved'), ('open', 'joined'), ('open', 'spam'), ('open', 'read_back'), ('open', 'new'),
  ('returned', 'open'), ('returned', 'new'), ('returned', 'read_back'), ('returned', 'waiting_on_visit'),
  ('waiting_on_requester', 'open'), ('waiting_on_requester', 'resolved'), ('waiting_on_requester', 'joined'),
  ('waiting_on_third_party', 'open'), ('waiting_on_third_party', 'resolved'), ('waiting_on_third_party', 'joined'),
  ('waiting_on_visit', 'open'),
  ('resolved', 'open'), ('resolved', 'closed'),
  ('closed', 'open'),
  ('joined', 'open'), ('joined', 'new'),
  ('spam', 'new'), ('spam', 'open');

CREATE FUNCTION ticket_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <= OLD.version THEN
    RAISE EXCEPTION 'a ticket''s version must grow with every write' USING ERRCODE = 'AL002';
  END IF;
  IF NEW."requesterId" IS DISTINCT FROM OLD."requesterId" THEN
    RAISE EXCEPTION 'a ticket never changes its requester' USING ERRCODE = 'AL002';
  END IF;
  IF NEW.state = OLD.state THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT FROM "TicketTransition" WHERE "from" = OLD.state AND "to" = NEW.state) THEN
    RAISE EXCEPTION 'a ticket cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'AL003';
  END IF;
  IF NEW.state = 'resolved' THEN
    IF EXISTS (SELECT FROM "Promise" WHERE "ticketId" = NEW.id AND "settledAt" IS NULL) THEN
      RAISE EXCEPTION 'a ticket with an open promise cannot be resolved' USING ERRCODE = 'AL004';
    END IF;
    IF NEW."requesterWaitingSince" IS NOT NULL THEN
      RAISE EXCEPTION 'a ticket with an unanswered question cannot be resolved' USING ERRCODE = 'AL005';
    END IF;
    IF NEW.resolution IS NULL OR NEW."willPublish" IS NULL
       OR (NOT NEW."willPublish" AND NEW."notPublishedBecause" = '') THEN
      RAISE EXCEPTION 'resolving asks: publish, or why not' USING ERRCODE = 'AL006';
    END IF;
  END IF;
  IF OLD.state = 'waiting_on_requester' AND NEW.state = 'resolved' AND NEW.resolution <> 'no_answer' THEN
    RAISE EXCEPTION 'a ticket with a question to its requester cannot be resolved as solved' USING ERRCODE = 'AL005';
  END IF;
  NEW."stateSince" := now();
  RETURN NEW;
END $$;
CREATE TRIGGER ticket_guard BEFORE UPDATE ON "Ticket"
  FOR EACH ROW EXECUTE FUNCTION ticket_guard();

-- 3. One live ticket for a thread -------------------------------------------------------------------

CREATE UNIQUE INDEX "TicketThread_one_live" ON "TicketThread" ("threadId") WHERE "isLive";

CREATE FUNCTION ticket_is_live(state "TicketState") RETURNS boolean LANGUAGE sql IMMUTABLE AS
  $$ SELECT state NOT IN ('closed', 'joined', 'spam') $$;

CREATE FUNCTION ticket_liveness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ticket_is_live(NEW.state) <> ticket_is_live(OLD.state) THEN
    UPDATE "TicketThread" SET "isLive" = ticket_is_live(NEW.state) WHERE "ticketId" = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ticket_liveness AFTER UPDATE OF state ON "Ticket"
  FOR EACH ROW EXECUTE FUNCTION ticket_liveness();

CREATE FUNCTION ticket_thread_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT ticket_is_live(state) INTO NEW."isLive" FROM "Ticket" WHERE id = NEW."ticketId";
  RETURN NEW;
END $$;
CREATE TRIGGER ticket_thread_guard BEFORE INSERT OR UPDATE ON "TicketThread"
  FOR EACH ROW EXECUTE FUNCTION ticket_thread_guard();

-- 4. Lists that would otherwise read the whole table --------------------------------------------------

CREATE INDEX "Thread_due_for_escalation" ON "Thread" ("escalateAt") WHERE "escalateAt" IS NOT NULL;
CREATE INDEX "Ticket_timers_due" ON "Ticket" ("timerAt") WHERE "timerAt" IS NOT NULL;
CREATE INDEX "Mail_unsent" ON "Mail" (id) WHERE "sentAt" IS NULL;
CREATE INDEX "Notification_unread" ON "Notification" ("accountId") WHERE "readAt" IS NULL;
CREATE INDEX "Post_solutions" ON "Post" ("threadId") WHERE "solutionAt" IS NOT NULL;
CREATE UNIQUE INDEX "Calendar_one_current" ON "Calendar" ("isCurrent") WHERE "isCurrent";

-- 5. Counters cannot go below nothing ------------------------------------------------------------------

ALTER TABLE "Thread" ADD CHECK ("replyCount" >= 0 AND "affectedCount" >= 0);
ALTER TABLE "Post" ADD CHECK ("workedCount" >= 0 AND "didntCount" >= 0 AND position >= 1);
ALTER TABLE "Account" ADD CHECK (email = lower(email));
ALTER TABLE "Promise" ADD CHECK (("settledAt" IS NULL) = ("wasKept" IS NULL));
ALTER TABLE "Answer" ADD CHECK ((version = 0) = ("publishedAt" IS NULL));
ALTER TABLE "Site" ADD CHECK (id = 1);
INSERT INTO "Site" (id, settings) VALUES (1, '{}');
INSERT INTO "Calendar" (version, name, "timeZone", weekly, holidays, "isCurrent") VALUES
  (1, 'Support hours', 'UTC',
   '{"0":[],"1":[["09:00","18:00"]],"2":[["09:00","18:00"]],"3":[["09:00","18:00"]],"4":[["09:00","18:00"]],"5":[["09:00","18:00"]],"6":[]}',
   '{}', true);
