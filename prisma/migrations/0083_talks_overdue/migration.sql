-- A question among staff that nobody answers: when its time is up, and when who asked was told so.
ALTER TABLE "SideTalk" ADD COLUMN "stepAt" TIMESTAMPTZ(3), ADD COLUMN "overdueAt" TIMESTAMPTZ(3);
-- What waits already has had its time a day after it was asked.
UPDATE "SideTalk" SET "stepAt" = "createdAt" + interval '1 day' WHERE "answeredAt" IS NULL AND "closedAt" IS NULL;
ALTER TABLE "SideTalk" ADD CONSTRAINT "SideTalk_steps_while_waiting"
  CHECK ("stepAt" IS NULL OR ("answeredAt" IS NULL AND "closedAt" IS NULL AND "overdueAt" IS NULL));
CREATE INDEX "SideTalk_steps_due" ON "SideTalk" ("stepAt", "id") WHERE "stepAt" IS NOT NULL;
CREATE INDEX "SideTalk_overdue" ON "SideTalk" ("id") WHERE "overdueAt" IS NOT NULL AND "answeredAt" IS NULL AND "closedAt" IS NULL;

-- Whom it was put to stays; the first answer is measured once, it is closed once, and is told of as late once.
CREATE OR REPLACE FUNCTION side_talk_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."ticketId", NEW."askedById", NEW."askedId", NEW."askedRole", NEW."createdAt")
       IS DISTINCT FROM (OLD."ticketId", OLD."askedById", OLD."askedId", OLD."askedRole", OLD."createdAt")
     OR (OLD."answeredAt" IS NOT NULL AND (NEW."answeredAt", NEW."answeredById") IS DISTINCT FROM (OLD."answeredAt", OLD."answeredById"))
     OR (OLD."closedAt" IS NOT NULL AND (NEW."closedAt", NEW.helped) IS DISTINCT FROM (OLD."closedAt", OLD.helped))
     OR (OLD."overdueAt" IS NOT NULL AND NEW."overdueAt" IS DISTINCT FROM OLD."overdueAt")
  THEN
    RAISE EXCEPTION 'what was asked inside is never changed, only answered and closed' USING ERRCODE = 'AL001';
  END IF;
  RETURN NEW;
END $$;
