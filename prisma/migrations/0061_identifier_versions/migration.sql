-- A pattern that is changed is another one; the one before it stays beside what it has found.
ALTER TABLE "Identifier" ADD COLUMN "replacesId" INTEGER;
ALTER TABLE "Identifier" ADD CONSTRAINT "Identifier_replacesId_fkey"
  FOREIGN KEY ("replacesId") REFERENCES "Identifier" (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE UNIQUE INDEX "Identifier_replacesId_key" ON "Identifier" ("replacesId");
