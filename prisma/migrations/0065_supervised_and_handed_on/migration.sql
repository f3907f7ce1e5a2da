-- A supervisor's answer goes the way of every response; a response that was let go whose author can't send it any more
-- goes to somebody who can; and what is done to many tickets can be undone where it was cut short.

ALTER TYPE "ReadingKind" ADD VALUE 'supervise';
ALTER TABLE "HeldResponse" DROP CONSTRAINT "HeldResponse_of_a_form";
ALTER TABLE "HeldResponse" ADD CONSTRAINT "HeldResponse_of_a_form" CHECK ("noun" IN ('responses', 'resolution', 'supervision'));

ALTER TABLE "Reading" ADD COLUMN "isOwners" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Reading" ADD COLUMN "givenToId" INTEGER REFERENCES "Account" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Reading_givenToId_idx" ON "Reading" ("givenToId");
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_given_when_returned" CHECK ("givenToId" IS NULL OR state = 'returned');
UPDATE "Reading" reading SET "isOwners" = true FROM "Ticket" ticket
WHERE ticket.id = reading."ticketId" AND ticket."assigneeId" = reading."authorId" AND reading.state = 'waiting';

-- Null while it goes on, or where it was cut short.
ALTER TABLE "BulkDeed" ADD COLUMN "finishedAt" TIMESTAMPTZ(3);
UPDATE "BulkDeed" SET "finishedAt" = "createdAt";

-- What came of asking for a supervisor is counted over a year.
CREATE INDEX "Appeal_outcome" ON "Appeal" ("createdAt") WHERE outcome IS NOT NULL;
