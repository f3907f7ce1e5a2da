-- A time in which more comes in than staff can answer in time: everybody is told, and what begins then has longer targets.
CREATE TABLE "Surge" (
  id SERIAL PRIMARY KEY,
  -- What everybody reads in the banner.
  reason TEXT NOT NULL,
  factor DOUBLE PRECISION NOT NULL CHECK (factor BETWEEN 1 AND 10),
  -- The known problem, where people join as affected.
  "threadId" INTEGER NOT NULL REFERENCES "Thread" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  "startedById" INTEGER NOT NULL REFERENCES "Account" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "endsAt" TIMESTAMPTZ(3) NOT NULL,
  "endedAt" TIMESTAMPTZ(3),
  CHECK ("endsAt" > "startedAt"),
  CHECK ("endedAt" BETWEEN "startedAt" AND "endsAt")
);
CREATE UNIQUE INDEX "Surge_one_at_a_time" ON "Surge" ((true)) WHERE "endedAt" IS NULL;
CREATE INDEX "Surge_threadId_idx" ON "Surge" ("threadId");

-- Clocks count by it for as long as they run: it is ended once, and otherwise stays.
CREATE FUNCTION surge_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."endedAt" IS NOT NULL OR (NEW.reason, NEW.factor, NEW."threadId", NEW."startedAt", NEW."endsAt")
    IS DISTINCT FROM (OLD.reason, OLD.factor, OLD."threadId", OLD."startedAt", OLD."endsAt") THEN
    RAISE EXCEPTION 'a surge is ended, and otherwise never changed' USING ERRCODE = 'AL010';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER surge_stays BEFORE UPDATE ON "Surge" FOR EACH ROW EXECUTE FUNCTION surge_stays();

-- Which clocks were given a longer target, and how much longer: kept whatever becomes of the ticket.
CREATE TABLE "RelaxedClock" (
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  clock TEXT NOT NULL,
  run TEXT NOT NULL,
  factor DOUBLE PRECISION NOT NULL,
  "surgeId" INTEGER NOT NULL REFERENCES "Surge" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  "relaxedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("ticketId", clock, run)
);
CREATE TRIGGER append_only BEFORE UPDATE ON "RelaxedClock" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Staff says of a thread of its own that the problem is known: nobody waits there for an answer.
ALTER TABLE "Thread" ADD COLUMN "knownSince" TIMESTAMPTZ(3);
