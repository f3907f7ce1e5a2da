-- Acting for another person: who may, until when, and how far; and who wrote what for whom.

CREATE TYPE "DelegationScope" AS ENUM ('write', 'confirm', 'reveal');

CREATE TABLE "Delegation" (
  "id" SERIAL PRIMARY KEY,
  "principalId" INTEGER NOT NULL REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "delegateId" INTEGER REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "scopes" "DelegationScope"[] NOT NULL DEFAULT '{}',
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "linkExpiresAt" TIMESTAMPTZ(3) NOT NULL,
  "acceptedAt" TIMESTAMPTZ(3),
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "endedAt" TIMESTAMPTZ(3),
  "submissionKey" TEXT UNIQUE,
  "endedById" INTEGER REFERENCES "Account" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT "Delegation_never_to_oneself" CHECK ("delegateId" <> "principalId"),
  CONSTRAINT "Delegation_accepted_by_somebody" CHECK ("acceptedAt" IS NULL OR "delegateId" IS NOT NULL)
);
CREATE INDEX "Delegation_principalId_id_idx" ON "Delegation" ("principalId", "id" DESC);
CREATE INDEX "Delegation_delegateId_id_idx" ON "Delegation" ("delegateId", "id" DESC);
CREATE INDEX "Delegation_endedById_idx" ON "Delegation" ("endedById");

-- A link is used once, what was granted is never widened, and what has ended stays so: a new grant is a new row.
CREATE FUNCTION delegation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."principalId", NEW.scopes, NEW."createdAt", NEW."linkExpiresAt", NEW."expiresAt")
       IS DISTINCT FROM (OLD."principalId", OLD.scopes, OLD."createdAt", OLD."linkExpiresAt", OLD."expiresAt")
     OR (OLD."acceptedAt" IS NOT NULL AND (NEW."acceptedAt", NEW."delegateId") IS DISTINCT FROM (OLD."acceptedAt", OLD."delegateId"))
     OR (OLD."endedAt" IS NOT NULL AND (NEW."endedAt", NEW."acceptedAt") IS DISTINCT FROM (OLD."endedAt", OLD."acceptedAt"))
  THEN
    RAISE EXCEPTION 'a delegation is never changed, only accepted and ended' USING ERRCODE = 'AL001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_guard BEFORE UPDATE ON "Delegation"
  FOR EACH ROW EXECUTE FUNCTION delegation_guard();

-- Whose words they are stays who they belong to; who wrote them for that person stands beside it.
ALTER TABLE "Post" ADD COLUMN "byId" INTEGER REFERENCES "Account" ("id");
ALTER TABLE "Response" ADD COLUMN "byId" INTEGER REFERENCES "Account" ("id");
ALTER TABLE "Statement" ADD COLUMN "confirmedByName" TEXT;

INSERT INTO "Secret" VALUES ('delegation', sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea));
