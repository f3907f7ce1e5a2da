-- What to have at hand before asking: what was found to be asked for may be hidden, and a lead adds in their own words.
CREATE TABLE "PreparationItem" (
  id SERIAL PRIMARY KEY,
  "categoryId" INTEGER NOT NULL REFERENCES "Category" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- One of those that are counted; null for one of the lead's own.
  fact TEXT,
  -- In the lead's words; empty for a counted one in ours.
  words TEXT NOT NULL DEFAULT '',
  "isHidden" BOOLEAN NOT NULL DEFAULT false,
  CHECK (fact IS NOT NULL OR words <> '')
);
CREATE UNIQUE INDEX "PreparationItem_categoryId_fact_key" ON "PreparationItem" ("categoryId", fact);
