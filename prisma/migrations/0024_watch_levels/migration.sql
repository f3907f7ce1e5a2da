-- How closely somebody follows a thread, a category or a tag.

CREATE TYPE "WatchLevel" AS ENUM ('muted', 'normal', 'tracking', 'watching', 'first_posts');

ALTER TABLE "Watch" ADD COLUMN level "WatchLevel" NOT NULL DEFAULT 'watching';
UPDATE "Watch" SET level = 'muted' WHERE "isMuted";
ALTER TABLE "Watch" DROP COLUMN "isMuted", ADD CHECK (level <> 'first_posts');
-- The primary key begins with the thread and goes on with the account: followers are read in its order.
CREATE INDEX "Watch_fading" ON "Watch" ("createdAt") WHERE reason = 'replied' AND level = 'watching';
DROP INDEX "Watch_accountId_idx";
CREATE INDEX "Watch_accountId_threadId_idx" ON "Watch" ("accountId", "threadId" DESC);

CREATE TABLE "CategoryWatch" (
  "categoryId" INTEGER NOT NULL REFERENCES "Category" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  "accountId" INTEGER NOT NULL REFERENCES "Account" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  level "WatchLevel" NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("categoryId", "accountId")
);
CREATE INDEX "CategoryWatch_accountId_idx" ON "CategoryWatch" ("accountId");

CREATE TABLE "TagWatch" (
  "tagId" INTEGER NOT NULL REFERENCES "Tag" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  "accountId" INTEGER NOT NULL REFERENCES "Account" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  level "WatchLevel" NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("tagId", "accountId")
);
CREATE INDEX "TagWatch_accountId_idx" ON "TagWatch" ("accountId");

CREATE INDEX "Notification_thread_of_account" ON "Notification" ("accountId", "threadId");
