-- A reply that members may improve.
ALTER TABLE "Post" ADD COLUMN "wikiAt" TIMESTAMPTZ(3);

-- How often somebody has voted today.
CREATE INDEX "PostVote_accountId_createdAt_idx" ON "PostVote" ("accountId", "createdAt");
