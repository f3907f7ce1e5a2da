-- What staff has said and nobody outside staff has seen yet: it goes out some seconds later, or comes back to its writer.
-- It is no response until then, so nothing that shows, mails, exports or finds responses can hold it.

CREATE TABLE "HeldResponse" (
  "id" SERIAL PRIMARY KEY,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" ("id") ON DELETE CASCADE,
  "authorId" INTEGER NOT NULL REFERENCES "Account" ("id"),
  "noun" TEXT NOT NULL,
  "fields" JSONB NOT NULL,
  "timeZone" TEXT NOT NULL,
  "seenVersion" INTEGER NOT NULL,
  "submissionKey" TEXT UNIQUE,
  "sendAt" TIMESTAMPTZ(3) NOT NULL,
  "stoppedBecause" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "HeldResponse_of_a_form" CHECK ("noun" IN ('responses', 'resolution'))
);
CREATE INDEX "HeldResponse_ticketId_idx" ON "HeldResponse" ("ticketId");
CREATE INDEX "HeldResponse_authorId_idx" ON "HeldResponse" ("authorId");
