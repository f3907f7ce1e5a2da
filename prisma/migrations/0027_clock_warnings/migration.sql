-- Warnings of clocks: each percentage of each run of a clock is warned of once, whatever happens to the worker.
CREATE TABLE "ClockWarning" (
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  clock TEXT NOT NULL,
  -- When the clock began, or which promise it counts.
  run TEXT NOT NULL,
  percent INTEGER NOT NULL CHECK (percent IN (50, 80, 100, 150)),
  "reachedAt" TIMESTAMPTZ(3) NOT NULL,
  "isByRetarget" BOOLEAN NOT NULL DEFAULT false,
  "warnedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("ticketId", clock, run, percent)
);
-- A breach stays one.
CREATE TRIGGER append_only BEFORE UPDATE ON "ClockWarning" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- When the next one is due: a cache of the clocks' answer, beside the ticket so that warning changes no version.
CREATE TABLE "ClockAlarm" (
  "ticketId" INTEGER PRIMARY KEY REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  at TIMESTAMPTZ(3)
);
CREATE INDEX "ClockAlarm_at_ticketId_idx" ON "ClockAlarm" (at, "ticketId");

ALTER TABLE "Ticket"
  ADD COLUMN "resolutionSince" TIMESTAMPTZ(3),
  ADD COLUMN pauses JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "prioritisedAt" TIMESTAMPTZ(3),
  ADD COLUMN "apologisedUntil" TIMESTAMPTZ(3);
UPDATE "Ticket" SET "resolutionSince" = "startedAt", version = version + 1 WHERE "startedAt" IS NOT NULL;
-- The clocks of live tickets are asked at the worker's next round.
INSERT INTO "ClockAlarm" ("ticketId", at)
  SELECT id, CURRENT_TIMESTAMP FROM "Ticket" WHERE state NOT IN ('closed', 'joined', 'spam');
