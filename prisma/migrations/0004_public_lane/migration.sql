-- 1. Replies, best first ------------------------------------------------------------------------------

-- Solutions before all others, then what helped people: somebody for whom it worked says more than a vote does.
-- Smaller is better, so that order and position both ascend and one row comparison finds the next page.
CREATE FUNCTION post_order(solution timestamptz, score int, worked int, didnt int) RETURNS int
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (CASE WHEN solution IS NULL THEN 0 ELSE -1000000000 END)
       - least(greatest(score::bigint + 2 * (worked::bigint - didnt), -100000000), 100000000)::int $$;

CREATE INDEX "Post_best_first" ON "Post"
  ("threadId", post_order("solutionAt", score, "workedCount", "didntCount"), position) WHERE position > 1;
CREATE INDEX "Post_solutions_by_author" ON "Post" ("authorId", id DESC) WHERE "solutionAt" IS NOT NULL;

-- 2. What everybody may read of a thread's events; the kinds are those of PUBLIC_THREAD_EVENTS ------------

CREATE INDEX "Event_public_timeline" ON "Event" ("threadId", id) WHERE kind IN
  ('thread.asked', 'thread.escalated', 'thread.details_requested', 'post.marked_solution', 'post.unmarked_solution', 'answer.published');

-- 3. A question being written, kept while its author signs in or looks at similar threads ------------------

CREATE TABLE "AskDraft" (
  "id" TEXT NOT NULL,
  "accountId" INTEGER,
  "fields" JSONB NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT "AskDraft_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "AskDraft_createdAt_idx" ON "AskDraft"("createdAt");
