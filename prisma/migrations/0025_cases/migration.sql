-- "My cases": whose turn it is, counted for every page, and everything of somebody's with the latest word first.

CREATE INDEX "Thread_turn_of_author" ON "Thread" ("authorId", "lastPostAt" DESC)
  WHERE state IN ('needs_info', 'responded') AND "hiddenAt" IS NULL;
CREATE INDEX "Ticket_turn_of_requester" ON "Ticket" ("requesterId")
  WHERE state IN ('read_back', 'waiting_on_requester', 'resolved');
CREATE INDEX "Thread_authorId_lastPostAt_idx" ON "Thread" ("authorId", "lastPostAt" DESC, id DESC);
CREATE INDEX "Ticket_requesterId_updatedAt_idx" ON "Ticket" ("requesterId", "updatedAt" DESC, id DESC);
