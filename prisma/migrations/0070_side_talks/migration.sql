-- A colleague, or whoever has a role, is asked something about a ticket, among staff: a note that wants an answer.

CREATE TABLE "SideTalk" (
  "id" SERIAL PRIMARY KEY,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "askedById" INTEGER NOT NULL REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "askedId" INTEGER REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "askedRole" "Role",
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "answeredAt" TIMESTAMPTZ(3),
  "answeredById" INTEGER REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "closedAt" TIMESTAMPTZ(3),
  "helped" BOOLEAN,
  CONSTRAINT "SideTalk_asks_one" CHECK (("askedId" IS NULL) <> ("askedRole" IS NULL) AND "askedId" IS DISTINCT FROM "askedById"),
  CONSTRAINT "SideTalk_answered_by_somebody" CHECK (("answeredAt" IS NULL) = ("answeredById" IS NULL)),
  CONSTRAINT "SideTalk_closed_with_a_word" CHECK (("closedAt" IS NULL) = ("helped" IS NULL))
);
CREATE INDEX "SideTalk_ticketId_idx" ON "SideTalk" ("ticketId");
CREATE INDEX "SideTalk_askedById_idx" ON "SideTalk" ("askedById", "id" DESC);
CREATE INDEX "SideTalk_askedId_idx" ON "SideTalk" ("askedId");
CREATE INDEX "SideTalk_answeredById_idx" ON "SideTalk" ("answeredById");
CREATE INDEX "SideTalk_createdAt_idx" ON "SideTalk" ("createdAt");
CREATE INDEX "SideTalk_of_person" ON "SideTalk" ("askedId", "createdAt") WHERE "answeredAt" IS NULL AND "closedAt" IS NULL;
CREATE INDEX "SideTalk_of_role" ON "SideTalk" ("askedRole", "createdAt") WHERE "answeredAt" IS NULL AND "closedAt" IS NULL;

ALTER TABLE "Note" ADD COLUMN "talkId" INTEGER REFERENCES "SideTalk" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "Note_talkId_id_idx" ON "Note" ("talkId", "id");
ALTER TABLE "Notification" ADD COLUMN "talkId" INTEGER;

-- Whom it was put to stays; the first answer is measured once, and it is closed once.
CREATE FUNCTION side_talk_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."ticketId", NEW."askedById", NEW."askedId", NEW."askedRole", NEW."createdAt")
       IS DISTINCT FROM (OLD."ticketId", OLD."askedById", OLD."askedId", OLD."askedRole", OLD."createdAt")
     OR (OLD."answeredAt" IS NOT NULL AND (NEW."answeredAt", NEW."answeredById") IS DISTINCT FROM (OLD."answeredAt", OLD."answeredById"))
     OR (OLD."closedAt" IS NOT NULL AND (NEW."closedAt", NEW.helped) IS DISTINCT FROM (OLD."closedAt", OLD.helped))
  THEN
    RAISE EXCEPTION 'what was asked inside is never changed, only answered and closed' USING ERRCODE = 'AL001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER side_talk_guard BEFORE UPDATE ON "SideTalk"
  FOR EACH ROW EXECUTE FUNCTION side_talk_guard();
