-- Macros: texts that are approved before they are sent, how freely a category is answered, and what missed the point.

CREATE TYPE "MacroMode" AS ENUM ('scripted_only', 'script_first', 'free');
ALTER TABLE "Category" ADD COLUMN "macroMode" "MacroMode" NOT NULL DEFAULT 'free';

CREATE TABLE "Macro" (
  "id" SERIAL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "categoryId" INTEGER REFERENCES "Category" ("id"),
  "ownerId" INTEGER NOT NULL REFERENCES "Account" ("id"),
  "version" INTEGER NOT NULL DEFAULT 0,
  "expiresAt" TIMESTAMPTZ(3),
  "retiredAt" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "Macro_categoryId_idx" ON "Macro" ("categoryId");

CREATE TABLE "MacroVersion" (
  "macroId" INTEGER NOT NULL REFERENCES "Macro" ("id"),
  "version" INTEGER NOT NULL,
  "texts" JSONB NOT NULL,
  "writerIds" INTEGER[] NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 1,
  "submittedAt" TIMESTAMPTZ(3),
  "returnedBecause" TEXT NOT NULL DEFAULT '',
  "approverId" INTEGER REFERENCES "Account" ("id"),
  "approvedAt" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("macroId", "version"),
  CONSTRAINT "MacroVersion_approved_by_somebody" CHECK (("approverId" IS NULL) = ("approvedAt" IS NULL))
);

-- What was sent in somebody's name stays what was approved.
CREATE FUNCTION macro_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."approvedAt" IS NOT NULL THEN
    RAISE EXCEPTION 'an approved text is never changed' USING ERRCODE = 'AL001';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER macro_version_guard BEFORE UPDATE OR DELETE ON "MacroVersion"
  FOR EACH ROW EXECUTE FUNCTION macro_version_guard();

ALTER TABLE "Response" ADD COLUMN "macroId" INTEGER, ADD COLUMN "macroVersion" INTEGER;
ALTER TABLE "Response" ADD CONSTRAINT "Response_macroId_macroVersion_fkey"
  FOREIGN KEY ("macroId", "macroVersion") REFERENCES "MacroVersion" ("macroId", "version");
CREATE INDEX "Response_macroId_macroVersion_idx" ON "Response" ("macroId", "macroVersion");

CREATE TABLE "ResponseMiss" (
  "responseId" INTEGER PRIMARY KEY REFERENCES "Response" ("id") ON DELETE CASCADE,
  "reason" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE "MacroGap" (
  "id" SERIAL PRIMARY KEY,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" ("id") ON DELETE CASCADE,
  "accountId" INTEGER NOT NULL REFERENCES "Account" ("id"),
  "words" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "MacroGap_ticketId_accountId_key" ON "MacroGap" ("ticketId", "accountId");
CREATE INDEX "MacroGap_createdAt_idx" ON "MacroGap" ("createdAt");
