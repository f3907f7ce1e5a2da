-- What a requester is asked to do by a date: send something back, a photo, a payment, or something else.

CREATE TYPE "DutyKind" AS ENUM ('send_back', 'photo', 'pay', 'other');
CREATE TYPE "DutyState" AS ENUM ('open', 'done', 'expired', 'withdrawn');

CREATE TABLE "Duty" (
  "id" SERIAL PRIMARY KEY,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "kind" "DutyKind" NOT NULL,
  "text" TEXT NOT NULL CHECK ("text" <> ''),
  "dueAt" TIMESTAMPTZ(3) NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "askedById" INTEGER REFERENCES "Account" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "reissueOfId" INTEGER UNIQUE REFERENCES "Duty" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "state" "DutyState" NOT NULL DEFAULT 'open',
  "settledAt" TIMESTAMPTZ(3),
  "settlement" TEXT NOT NULL DEFAULT '',
  "wantedAt" TIMESTAMPTZ(3),
  "wantedWords" TEXT NOT NULL DEFAULT '',
  "refusedAt" TIMESTAMPTZ(3),
  "refusedBecause" TEXT NOT NULL DEFAULT '',
  "halfRemindedAt" TIMESTAMPTZ(3),
  "dayRemindedAt" TIMESTAMPTZ(3),
  "stepAt" TIMESTAMPTZ(3),
  CONSTRAINT "Duty_settled_once" CHECK (("state" = 'open') = ("settledAt" IS NULL)),
  CONSTRAINT "Duty_steps_while_open" CHECK ("state" = 'open' OR "stepAt" IS NULL),
  CONSTRAINT "Duty_refused_with_words" CHECK (("refusedAt" IS NULL) = ("refusedBecause" = '') AND ("refusedAt" IS NULL OR "wantedAt" IS NOT NULL))
);
CREATE INDEX "Duty_ticketId_id_idx" ON "Duty" ("ticketId", "id");
CREATE INDEX "Duty_askedById_idx" ON "Duty" ("askedById");
CREATE INDEX "Duty_steps_due" ON "Duty" ("stepAt", "id") WHERE "stepAt" IS NOT NULL;

-- The row lock makes "resolve" and "ask" take turns. A new one follows one of the same ticket that has expired.
CREATE FUNCTION duty_asked_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  standing "TicketState";
BEGIN
  SELECT state INTO standing FROM "Ticket" WHERE id = NEW."ticketId" FOR SHARE;
  IF standing IN ('resolved', 'closed', 'joined', 'spam') THEN
    RAISE EXCEPTION 'a settled ticket asks for nothing' USING ERRCODE = 'AL007';
  END IF;
  IF NEW."reissueOfId" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "Duty" WHERE id = NEW."reissueOfId" AND "ticketId" = NEW."ticketId" AND state = 'expired') THEN
    RAISE EXCEPTION 'only what has expired is asked for anew' USING ERRCODE = 'AL059';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER duty_asked_guard BEFORE INSERT ON "Duty"
  FOR EACH ROW EXECUTE FUNCTION duty_asked_guard();

-- What was asked stays as it was asked, and is settled once; what has expired may still be done, or wanted anew, once.
CREATE FUNCTION duty_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."ticketId", NEW.kind, NEW.text, NEW."dueAt", NEW."createdAt", NEW."reissueOfId")
       IS DISTINCT FROM (OLD."ticketId", OLD.kind, OLD.text, OLD."dueAt", OLD."createdAt", OLD."reissueOfId")
     OR (OLD.state IN ('done', 'withdrawn') AND NEW.state <> OLD.state)
     OR (OLD.state = 'expired' AND NEW.state NOT IN ('expired', 'done'))
     OR (NEW.state = 'done' AND OLD.state = 'expired' AND EXISTS (SELECT FROM "Duty" WHERE "reissueOfId" = OLD.id))
     OR (NEW."wantedAt" IS NOT NULL AND OLD."wantedAt" IS NULL AND OLD.state <> 'expired')
     OR (OLD."wantedAt" IS NOT NULL AND (NEW."wantedAt", NEW."wantedWords") IS DISTINCT FROM (OLD."wantedAt", OLD."wantedWords"))
     OR (OLD."refusedAt" IS NOT NULL AND (NEW."refusedAt", NEW."refusedBecause") IS DISTINCT FROM (OLD."refusedAt", OLD."refusedBecause"))
     OR (OLD."halfRemindedAt" IS NOT NULL AND NEW."halfRemindedAt" IS DISTINCT FROM OLD."halfRemindedAt")
     OR (OLD."dayRemindedAt" IS NOT NULL AND NEW."dayRemindedAt" IS DISTINCT FROM OLD."dayRemindedAt")
  THEN
    RAISE EXCEPTION 'a duty does not go from % to % so', OLD.state, NEW.state USING ERRCODE = 'AL059';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER duty_guard BEFORE UPDATE ON "Duty"
  FOR EACH ROW EXECUTE FUNCTION duty_guard();

-- A ticket is not over while its requester still has something to do for it, or waits for our word on a new date.
CREATE FUNCTION ticket_duties_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IN ('resolved', 'closed') AND OLD.state <> NEW.state AND EXISTS (
    SELECT FROM "Duty" duty WHERE duty."ticketId" = NEW.id AND (duty.state = 'open'
      OR (duty.state = 'expired' AND duty."wantedAt" IS NOT NULL AND duty."refusedAt" IS NULL
        AND NOT EXISTS (SELECT FROM "Duty" next WHERE next."reissueOfId" = duty.id)))) THEN
    RAISE EXCEPTION 'a duty is open' USING ERRCODE = 'AL058';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ticket_duties_guard BEFORE UPDATE OF state ON "Ticket"
  FOR EACH ROW EXECUTE FUNCTION ticket_duties_guard();

-- The soonest date by which a requester has something to do: it is their turn then, whatever else goes on.
ALTER TABLE "Ticket" ADD COLUMN "dutyUntil" TIMESTAMPTZ(3);
DROP INDEX "Ticket_turn_of_requester";
CREATE INDEX "Ticket_turn_of_requester" ON "Ticket" ("requesterId")
  WHERE state IN ('read_back', 'waiting_on_requester', 'resolved') OR ("dutyUntil" IS NOT NULL AND state <> 'spam');
