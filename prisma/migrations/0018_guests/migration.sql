-- Who asks without an account, or without a name: an account that is nobody's, made for that question.
ALTER TABLE "Account" ADD COLUMN "isGuest" BOOLEAN NOT NULL DEFAULT false;
-- Whose guest it is: the sealed id behind an anonymous question, or who has claimed what a guest asked.
ALTER TABLE "Account" ADD COLUMN "ownerId" INTEGER REFERENCES "Account" (id) ON DELETE SET NULL ON UPDATE CASCADE;
-- Where a guest wants to be told; written to only once a link mailed there has been opened.
ALTER TABLE "Account" ADD COLUMN "contactEmail" TEXT;
CREATE INDEX "Account_ownerId_idx" ON "Account" ("ownerId") WHERE "ownerId" IS NOT NULL;
ALTER TABLE "Account" ADD CONSTRAINT "Account_guest" CHECK (
  CASE WHEN "isGuest" THEN email IS NULL AND "passwordHash" IS NULL AND role = 'customer'
  ELSE "ownerId" IS NULL AND "contactEmail" IS NULL END);

-- The keys of secret links, hashed: a leaked table opens no question.
CREATE TABLE "GuestKey" (
  id TEXT PRIMARY KEY,
  "accountId" INTEGER NOT NULL REFERENCES "Account" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  "isMailed" BOOLEAN NOT NULL DEFAULT false,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "GuestKey_accountId_idx" ON "GuestKey" ("accountId");
