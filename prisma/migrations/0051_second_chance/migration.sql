-- What a requester says of how a ticket went, and what they ask for then: another agent, or a supervisor.

CREATE TYPE "AppealKind" AS ENUM ('second_chance', 'other_agent', 'supervisor');
CREATE TYPE "SupervisorOutcome" AS ENUM ('upheld', 'changed', 'explained');

CREATE TABLE "Appeal" (
  id SERIAL PRIMARY KEY,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  kind "AppealKind" NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  "fromId" INTEGER REFERENCES "Account" (id) ON DELETE SET NULL ON UPDATE CASCADE,
  "toId" INTEGER REFERENCES "Account" (id) ON DELETE SET NULL ON UPDATE CASCADE,
  -- There was nobody else: who had it reads everything again.
  "isAlone" BOOLEAN NOT NULL DEFAULT false,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- Met, or over with its ticket.
  "answeredAt" TIMESTAMPTZ(3),
  "answeredById" INTEGER REFERENCES "Account" (id) ON DELETE SET NULL ON UPDATE CASCADE,
  outcome "SupervisorOutcome",
  CHECK (outcome IS NULL OR (kind = 'supervisor' AND "answeredAt" IS NOT NULL))
);
CREATE INDEX "Appeal_ticketId_id_idx" ON "Appeal" ("ticketId", id);
CREATE UNIQUE INDEX "Appeal_one_open" ON "Appeal" ("ticketId", kind) WHERE "answeredAt" IS NULL;
-- The lead's list.
CREATE INDEX "Appeal_open" ON "Appeal" ("createdAt", id) WHERE "answeredAt" IS NULL;

-- Asked once after each round of work: the second is of the second chance.
CREATE TABLE "Rating" (
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 3),
  "isSolved" BOOLEAN NOT NULL,
  "isFair" BOOLEAN,
  "isWorthIt" BOOLEAN,
  words TEXT NOT NULL DEFAULT '',
  -- Who had the ticket then.
  "ratedId" INTEGER REFERENCES "Account" (id) ON DELETE SET NULL ON UPDATE CASCADE,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("ticketId", number)
);
CREATE INDEX "Rating_createdAt_idx" ON "Rating" ("createdAt");
-- What somebody said stays as they said it.
CREATE TRIGGER append_only BEFORE UPDATE OF "isSolved", "isFair", "isWorthIt", words, "createdAt" ON "Rating"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- With its ticket an appeal is over; and no ticket is resolved over the head of who asked for a supervisor.
CREATE FUNCTION ticket_appeals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'resolved' THEN
    IF EXISTS (SELECT FROM "Appeal" WHERE "ticketId" = NEW.id AND "answeredAt" IS NULL)
       AND NEW.resolution <> 'no_answer' THEN
      RAISE EXCEPTION 'a ticket with an open appeal cannot be resolved' USING ERRCODE = 'AL051';
    END IF;
  ELSE
    UPDATE "Appeal" SET "answeredAt" = now() WHERE "ticketId" = NEW.id AND "answeredAt" IS NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ticket_appeals BEFORE UPDATE OF state ON "Ticket"
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state IN ('resolved', 'closed', 'joined', 'spam'))
  EXECUTE FUNCTION ticket_appeals();
