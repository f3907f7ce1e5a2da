-- What was once the address of something: it leads there for ever, until something else is called so.
-- A published answer is not among them: it keeps its address (0006).

CREATE TABLE "MovedAddress" (
  kind TEXT NOT NULL,
  slug TEXT NOT NULL,
  "rowId" INTEGER NOT NULL,
  "movedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "MovedAddress_pkey" PRIMARY KEY (kind, slug)
);

CREATE FUNCTION remember_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before TEXT := to_jsonb(OLD) ->> TG_ARGV[1];
  now_called TEXT := to_jsonb(NEW) ->> TG_ARGV[1];
BEGIN
  DELETE FROM "MovedAddress" WHERE kind = TG_ARGV[0] AND slug = now_called;
  INSERT INTO "MovedAddress" (kind, slug, "rowId") VALUES (TG_ARGV[0], before, NEW.id)
    ON CONFLICT (kind, slug) DO UPDATE SET "rowId" = EXCLUDED."rowId", "movedAt" = CURRENT_TIMESTAMP;
  RETURN NULL;
END $$;

CREATE TRIGGER category_moved AFTER UPDATE OF slug ON "Category"
  FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION remember_address('category', 'slug');
CREATE TRIGGER tag_moved AFTER UPDATE OF slug ON "Tag"
  FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION remember_address('tag', 'slug');
CREATE TRIGGER account_moved AFTER UPDATE OF handle ON "Account"
  FOR EACH ROW WHEN (OLD.handle <> NEW.handle) EXECUTE FUNCTION remember_address('person', 'handle');
