-- The desk: saved views, what each agent has seen and put away, deeds done to many tickets at once.

-- The order of the inbox with all that a view asks for, so that a filter that fits few tickets need not open the others.
CREATE INDEX "Ticket_desk_live" ON "Ticket"
  ((priority <> 'urgent'), (coalesce("dueAt", 'infinity'::timestamptz)), id)
  INCLUDE (state, priority, "dueAt", "assigneeId", "categoryId")
  WHERE state IN ('read_back', 'new', 'open', 'returned', 'waiting_on_requester', 'waiting_on_third_party', 'waiting_on_visit', 'resolved');

-- What few tickets are: high, low, overdue. Counting them reads no others.
CREATE INDEX "Ticket_desk_priority" ON "Ticket" (priority, "dueAt")
  WHERE state IN ('read_back', 'new', 'open', 'returned', 'waiting_on_requester', 'waiting_on_third_party', 'waiting_on_visit', 'resolved');

CREATE TABLE "TicketView" (
  "id" SERIAL PRIMARY KEY,
  "ownerId" INTEGER NOT NULL REFERENCES "Account" ("id"),
  "name" TEXT NOT NULL,
  "isShared" BOOLEAN NOT NULL DEFAULT false,
  "filter" JSONB NOT NULL,
  "place" INTEGER NOT NULL,
  "deletedAt" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "TicketView_ownerId_idx" ON "TicketView" ("ownerId");
CREATE INDEX "TicketView_isShared_idx" ON "TicketView" ("isShared");

-- The version of a ticket that somebody of the desk has seen.
CREATE TABLE "TicketLook" (
  "accountId" INTEGER NOT NULL REFERENCES "Account" ("id"),
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" ("id") ON DELETE CASCADE,
  "version" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("accountId", "ticketId")
);
CREATE INDEX "TicketLook_ticketId_idx" ON "TicketLook" ("ticketId");

-- Put away until a time, or until the requester is heard of; without a time until then alone.
CREATE TABLE "Snooze" (
  "accountId" INTEGER NOT NULL REFERENCES "Account" ("id"),
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" ("id") ON DELETE CASCADE,
  "until" TIMESTAMPTZ(3),
  "wokenAt" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("accountId", "ticketId")
);
CREATE INDEX "Snooze_ticketId_idx" ON "Snooze" ("ticketId");

CREATE TABLE "BulkDeed" (
  "id" SERIAL PRIMARY KEY,
  "accountId" INTEGER NOT NULL REFERENCES "Account" ("id"),
  "kind" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "done" JSONB NOT NULL,
  "refused" JSONB NOT NULL,
  "undoneAt" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "BulkDeed_accountId_idx" ON "BulkDeed" ("accountId");
