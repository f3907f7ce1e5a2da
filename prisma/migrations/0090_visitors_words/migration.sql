-- What visitors without an account say of a solution or a company answer: counted apart from what members say.
ALTER TABLE "Post" ADD COLUMN "visitorsWorked" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "visitorsDidnt" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Answer" ADD COLUMN "visitorsWorked" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "visitorsDidnt" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "VisitorWord" (
  -- A hash of the browser and the thing together: no two words can be told to be of one browser.
  id TEXT PRIMARY KEY,
  "postId" INTEGER REFERENCES "Post" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  "answerId" INTEGER REFERENCES "Answer" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  outcome "Outcome" NOT NULL,
  CHECK (num_nonnulls("postId", "answerId") = 1)
);
CREATE INDEX "VisitorWord_postId_idx" ON "VisitorWord" ("postId");
CREATE INDEX "VisitorWord_answerId_idx" ON "VisitorWord" ("answerId");

INSERT INTO "Secret" VALUES ('browsers', sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea));
