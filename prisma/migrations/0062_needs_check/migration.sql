-- Solutions that failed somebody: few, and where the list of threads that need a check begins.
CREATE INDEX "Post_failed_solution_idx" ON "Post" ("threadId") WHERE "solutionAt" IS NOT NULL AND "didntCount" > 0;
CREATE INDEX "Answer_failed_idx" ON "Answer" ("id") WHERE "publishedAt" IS NOT NULL AND "didntCount" > 0;
