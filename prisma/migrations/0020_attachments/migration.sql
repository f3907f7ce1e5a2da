-- 1. Bytes in the file store, by their own SHA-256 -----------------------------------------------------------

CREATE TABLE "StoredFile" (
  hash        TEXT NOT NULL,
  size        INTEGER NOT NULL,
  -- When somebody last brought these bytes: what is about to be used is not cleared.
  "touchedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "StoredFile_pkey" PRIMARY KEY (hash),
  CONSTRAINT "StoredFile_hash_is_one" CHECK (hash ~ '^[0-9a-f]{64}$')
);
CREATE INDEX "StoredFile_touchedAt_idx" ON "StoredFile" ("touchedAt");

-- 2. Files that hang on something ------------------------------------------------------------------------------

CREATE TABLE "Attachment" (
  id           SERIAL NOT NULL,
  "accountId"  INTEGER NOT NULL,
  name         TEXT NOT NULL,
  type         TEXT NOT NULL,
  size         INTEGER NOT NULL,
  hash         TEXT NOT NULL,
  "smallHash"  TEXT,
  width        INTEGER,
  height       INTEGER,
  "postId"     INTEGER,
  "responseId" INTEGER,
  "noteId"     INTEGER,
  "createdAt"  TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "Attachment_pkey" PRIMARY KEY (id),
  CONSTRAINT "Attachment_hangs_on_one" CHECK (num_nonnulls("postId", "responseId", "noteId") <= 1),
  CONSTRAINT "Attachment_name_is_short" CHECK (name <> '' AND octet_length(name) <= 255),
  CONSTRAINT "Attachment_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "Attachment_hash_fkey" FOREIGN KEY (hash) REFERENCES "StoredFile" (hash) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "Attachment_smallHash_fkey" FOREIGN KEY ("smallHash") REFERENCES "StoredFile" (hash) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT "Attachment_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "Attachment_responseId_fkey" FOREIGN KEY ("responseId") REFERENCES "Response" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "Attachment_noteId_fkey" FOREIGN KEY ("noteId") REFERENCES "Note" (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Attachment_postId_idx" ON "Attachment" ("postId");
CREATE INDEX "Attachment_responseId_idx" ON "Attachment" ("responseId");
CREATE INDEX "Attachment_noteId_idx" ON "Attachment" ("noteId");
CREATE INDEX "Attachment_accountId_createdAt_idx" ON "Attachment" ("accountId", "createdAt");
CREATE INDEX "Attachment_hash_idx" ON "Attachment" (hash);
CREATE INDEX "Attachment_smallHash_idx" ON "Attachment" ("smallHash");
-- What the job looks through: uploads that nothing was made of.
CREATE INDEX "Attachment_loose" ON "Attachment" ("createdAt") WHERE "postId" IS NULL AND "responseId" IS NULL AND "noteId" IS NULL;

-- What hangs somewhere stays there: a file never moves from a private place to a public one.
CREATE FUNCTION attachment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF num_nonnulls(OLD."postId", OLD."responseId", OLD."noteId") = 1
     AND (NEW."postId", NEW."responseId", NEW."noteId") IS DISTINCT FROM (OLD."postId", OLD."responseId", OLD."noteId")
  THEN
    RAISE EXCEPTION 'an attachment hangs where it hangs' USING ERRCODE = 'AL001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attachment_guard BEFORE UPDATE ON "Attachment"
  FOR EACH ROW EXECUTE FUNCTION attachment_guard();
