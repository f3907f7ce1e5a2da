-- "Not the right person", and "is anything happening?".

CREATE TABLE "TicketPass" (
  id SERIAL PRIMARY KEY,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  "fromId" INTEGER REFERENCES "Account" (id) ON DELETE SET NULL ON UPDATE CASCADE,
  -- To whom it went: nobody yet where it went to a category.
  "toId" INTEGER REFERENCES "Account" (id) ON DELETE SET NULL ON UPDATE CASCADE,
  -- It had been passed on twice before: a lead has it, whoever was suggested.
  "isToLead" BOOLEAN NOT NULL DEFAULT false,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "TicketPass_ticketId_id_idx" ON "TicketPass" ("ticketId", id);

-- Once for each thing that is owed.
CREATE TABLE "TicketNudge" (
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  run TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("ticketId", run)
);
