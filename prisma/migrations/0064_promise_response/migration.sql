-- Which response says a promise; one response says a thing once.
ALTER TABLE "Promise" ADD COLUMN "responseId" INTEGER
  REFERENCES "Response" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE UNIQUE INDEX "Promise_responseId_text_key" ON "Promise" ("responseId", text);
