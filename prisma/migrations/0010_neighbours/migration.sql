-- The threads that look like a thread, ranked now and then by a job: its page reads them and never waits for a search.
-- Whoever reads the page sees those of them that they may see at that moment.
CREATE TABLE "ThreadNeighbours" (
  "threadId" INTEGER PRIMARY KEY REFERENCES "Thread" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  neighbours INTEGER[] NOT NULL,
  "rankedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
