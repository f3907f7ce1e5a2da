-- 1. Numbers that the company gives out, as an admin describes them -----------------------------------------------

CREATE TABLE "Identifier" (
  id          SERIAL NOT NULL,
  name        TEXT NOT NULL,
  -- In a little language of signs without repetition: no pattern can make a text slow to read.
  pattern     TEXT NOT NULL,
  "check"     TEXT NOT NULL,
  privacy     TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- Texts keep what was found by it; nothing new is.
  "retiredAt" TIMESTAMPTZ(3),
  CONSTRAINT "Identifier_pkey" PRIMARY KEY (id),
  CONSTRAINT "Identifier_is_short" CHECK (name <> '' AND length(pattern) BETWEEN 4 AND 40)
);

-- 2. What was moved out of a post, apart from it -----------------------------------------------------------------

CREATE TABLE "PrivateValue" (
  id             SERIAL NOT NULL,
  "postId"       INTEGER NOT NULL,
  -- Within its post: a placeholder names no other post's value.
  number         INTEGER NOT NULL,
  "ownerId"      INTEGER NOT NULL,
  kind           TEXT NOT NULL,
  "identifierId" INTEGER,
  mask           TEXT NOT NULL,
  -- Encrypted; null once its owner has had it erased.
  sealed         BYTEA,
  "createdAt"    TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "erasedAt"     TIMESTAMPTZ(3),
  CONSTRAINT "PrivateValue_pkey" PRIMARY KEY (id),
  CONSTRAINT "PrivateValue_erased_or_sealed" CHECK ((sealed IS NULL) = ("erasedAt" IS NOT NULL)),
  CONSTRAINT "PrivateValue_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "PrivateValue_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Account" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "PrivateValue_identifierId_fkey" FOREIGN KEY ("identifierId") REFERENCES "Identifier" (id) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "PrivateValue_postId_number_key" ON "PrivateValue" ("postId", number);
CREATE INDEX "PrivateValue_ownerId_id_idx" ON "PrivateValue" ("ownerId", id DESC);

-- It belongs to whom it belongs, and stands where it stands.
CREATE FUNCTION private_value_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."postId", NEW.number, NEW."ownerId", NEW.kind) IS DISTINCT FROM (OLD."postId", OLD.number, OLD."ownerId", OLD.kind)
     OR (OLD."erasedAt" IS NOT NULL AND NEW."erasedAt" IS NULL)
  THEN
    RAISE EXCEPTION 'a private value stays its owner''s, in its post' USING ERRCODE = 'AL001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER private_value_guard BEFORE UPDATE ON "PrivateValue"
  FOR EACH ROW EXECUTE FUNCTION private_value_guard();

-- 3. Who has seen it ---------------------------------------------------------------------------------------------

CREATE TABLE "PrivateReveal" (
  id              SERIAL NOT NULL,
  "valueId"       INTEGER NOT NULL,
  "actorId"       INTEGER NOT NULL,
  reason          TEXT NOT NULL,
  -- The same form sent twice is one look.
  "submissionKey" TEXT,
  "createdAt"     TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "PrivateReveal_pkey" PRIMARY KEY (id),
  CONSTRAINT "PrivateReveal_valueId_fkey" FOREIGN KEY ("valueId") REFERENCES "PrivateValue" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "PrivateReveal_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Account" (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "PrivateReveal_submissionKey_key" ON "PrivateReveal" ("submissionKey");
CREATE INDEX "PrivateReveal_valueId_id_idx" ON "PrivateReveal" ("valueId", id);

-- Append-only; it goes with the value it is about, and not before it.
CREATE FUNCTION private_reveal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM "PrivateValue" WHERE id = OLD."valueId") THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'PrivateReveal is append-only' USING ERRCODE = 'AL001';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "PrivateReveal"
  FOR EACH ROW EXECUTE FUNCTION private_reveal_guard();

-- 4. An earlier text of a post may lose a value to its private field, and nothing else ----------------------------

CREATE FUNCTION revision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('answerloop.moving_private_value', true) = 'on'
     AND (NEW."postId", NEW.revision, NEW."editorId", NEW."createdAt") IS NOT DISTINCT FROM (OLD."postId", OLD.revision, OLD."editorId", OLD."createdAt")
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'PostRevision is append-only' USING ERRCODE = 'AL001';
END $$;
DROP TRIGGER append_only ON "PostRevision";
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "PostRevision"
  FOR EACH ROW EXECUTE FUNCTION revision_guard();
