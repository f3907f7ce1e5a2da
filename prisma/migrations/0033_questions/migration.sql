-- Several questions in one thread: each numbered, answered by itself, and split off into a thread of its own at most once.

CREATE TABLE "ThreadQuestion" (
  id SERIAL PRIMARY KEY,
  "threadId" INTEGER NOT NULL REFERENCES "Thread" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  number INTEGER NOT NULL CHECK (number > 0),
  text TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  -- Taken from the list again.
  "withdrawnAt" TIMESTAMPTZ(3),
  -- Replies that went along when it was split off.
  "movedPostIds" INTEGER[] NOT NULL DEFAULT '{}',
  UNIQUE ("threadId", number)
);

-- Which questions a solution answers.
CREATE TABLE "QuestionAnswer" (
  "questionId" INTEGER NOT NULL REFERENCES "ThreadQuestion" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  "postId" INTEGER NOT NULL REFERENCES "Post" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  PRIMARY KEY ("questionId", "postId")
);
CREATE INDEX "QuestionAnswer_postId_idx" ON "QuestionAnswer" ("postId");

-- The question a thread was split off from, and when that was undone: its address leads back then.
ALTER TABLE "Thread"
  ADD COLUMN "splitOfId" INTEGER REFERENCES "ThreadQuestion" (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD COLUMN "splitUndoneAt" TIMESTAMPTZ(3);
CREATE UNIQUE INDEX "Thread_one_split" ON "Thread" ("splitOfId") WHERE "splitUndoneAt" IS NULL;
CREATE INDEX "Thread_splitOfId_idx" ON "Thread" ("splitOfId");

-- What everybody may read of a thread's events: that a question of it went to a thread of its own, too.
DROP INDEX "Event_public_timeline";
CREATE INDEX "Event_public_timeline" ON "Event" ("threadId", id) WHERE kind IN
  ('thread.asked', 'thread.escalated', 'thread.details_requested', 'thread.split', 'thread.rejoined',
   'post.marked_solution', 'post.unmarked_solution', 'answer.published');
