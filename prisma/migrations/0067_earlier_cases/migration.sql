-- One case, not two: a word of thanks reopens nothing, a wrong continuation becomes a ticket of its own, and a wrongly opened
-- ticket is joined to the earlier one.

-- What was filed as thanks stands in the talk, and nobody waits for an answer to it.
ALTER TABLE "Response" ADD COLUMN "isThanks" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Response" ADD CONSTRAINT "Response_thanks_are_the_requesters" CHECK (NOT ("isThanks" AND "isFromStaff"));

-- What a ticket had been settled with when its requester went on in it: taken out again, it is settled as before.
CREATE TABLE "Continuation" (
  "responseId" INTEGER PRIMARY KEY REFERENCES "Response" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  settled JSONB NOT NULL
);

-- A message that was about something else, and the ticket it became.
CREATE TABLE "Detachment" (
  "responseId" INTEGER PRIMARY KEY REFERENCES "Response" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  "toId" INTEGER NOT NULL UNIQUE REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- The requester reads it.
  reason TEXT NOT NULL CHECK (reason <> ''),
  "byId" INTEGER NOT NULL REFERENCES "Account" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "Detachment_byId_idx" ON "Detachment" ("byId");
CREATE TRIGGER append_only BEFORE UPDATE ON "Detachment" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A ticket that goes on in an earlier one; gone again when that is undone.
CREATE TABLE "TicketJoin" (
  "ticketId" INTEGER PRIMARY KEY REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  "intoId" INTEGER NOT NULL REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  "byId" INTEGER NOT NULL REFERENCES "Account" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- How both stood, for undoing.
  before JSONB NOT NULL,
  CHECK ("ticketId" <> "intoId")
);
CREATE INDEX "TicketJoin_intoId_idx" ON "TicketJoin" ("intoId");
CREATE INDEX "TicketJoin_byId_idx" ON "TicketJoin" ("byId");

-- Customers never see each other: what is joined belongs to one of them, whatever code is running.
CREATE FUNCTION ticket_join_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(DISTINCT "requesterId") FROM "Ticket" WHERE id IN (NEW."ticketId", NEW."intoId")) <> 1 THEN
    RAISE EXCEPTION 'tickets of different customers are never joined' USING ERRCODE = 'AL067';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ticket_join_guard BEFORE INSERT OR UPDATE ON "TicketJoin"
  FOR EACH ROW EXECUTE FUNCTION ticket_join_guard();

