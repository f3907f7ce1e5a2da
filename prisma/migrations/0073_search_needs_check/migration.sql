-- The index notes which solved threads failed more people than they helped: those it may know as solved alone are read anew
-- with the next change.
INSERT INTO "SearchChange" (engine, document, "changedAt")
SELECT 'gathered', failed.thread, now() - interval '1 hour' FROM (
  SELECT "threadId" AS thread FROM "Post" WHERE "solutionAt" IS NOT NULL AND "didntCount" > 0
  UNION
  SELECT linked."threadId" FROM "AnswerThread" linked JOIN "Answer" answer ON answer.id = linked."answerId"
  WHERE answer."publishedAt" IS NOT NULL AND answer."didntCount" > 0
) AS failed
ON CONFLICT (engine, document) DO NOTHING;
