-- What is moved out of a message of the private lane: it stands beside a ticket, as the others do beside a post.
ALTER TABLE "PrivateValue" ALTER COLUMN "postId" DROP NOT NULL;
ALTER TABLE "PrivateValue" ADD COLUMN "ticketId" INTEGER;
ALTER TABLE "PrivateValue" ADD CONSTRAINT "PrivateValue_ticketId_fkey"
  FOREIGN KEY ("ticketId") REFERENCES "Ticket" (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "PrivateValue" ADD CONSTRAINT "PrivateValue_has_one_place" CHECK (num_nonnulls("postId", "ticketId") = 1);
CREATE UNIQUE INDEX "PrivateValue_ticketId_number_key" ON "PrivateValue" ("ticketId", number);

CREATE OR REPLACE FUNCTION private_value_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."postId", NEW."ticketId", NEW.number, NEW."ownerId", NEW.kind)
       IS DISTINCT FROM (OLD."postId", OLD."ticketId", OLD.number, OLD."ownerId", OLD.kind)
     OR (OLD."erasedAt" IS NOT NULL AND NEW."erasedAt" IS NULL)
  THEN
    RAISE EXCEPTION 'a private value stays its owner''s, in its place' USING ERRCODE = 'AL001';
  END IF;
  RETURN NEW;
END $$;
