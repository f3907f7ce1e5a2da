-- Which post of the thread a reply answers.
ALTER TABLE "Post" ADD COLUMN "replyToId" INTEGER;
ALTER TABLE "Post" ADD CONSTRAINT "Post_replyToId_fkey" FOREIGN KEY ("replyToId") REFERENCES "Post" (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Post_replyToId_idx" ON "Post" ("replyToId");
