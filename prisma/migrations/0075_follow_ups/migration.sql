-- A ticket that follows another of the same requester, closed too long ago to go on with.
ALTER TABLE "Ticket" ADD COLUMN "followsId" INTEGER REFERENCES "Ticket" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Ticket_followsId_idx" ON "Ticket" ("followsId");

CREATE FUNCTION ticket_follows_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "Ticket" WHERE id = NEW."followsId" AND "requesterId" = NEW."requesterId") THEN
    RAISE EXCEPTION 'a ticket follows one of the same requester' USING ERRCODE = 'AL068';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ticket_follows_guard BEFORE INSERT ON "Ticket"
  FOR EACH ROW WHEN (NEW."followsId" IS NOT NULL) EXECUTE FUNCTION ticket_follows_guard();
