-- Goodwill: what a requester asked for, what we offered, and what became of it, as a ledger of each ticket.

CREATE TYPE "GoodwillDeed" AS ENUM ('asked', 'proposed', 'returned', 'offered', 'accepted', 'declined', 'refused', 'given');
CREATE TYPE "GoodwillCause" AS ENUM ('our_mistake', 'delay', 'defect', 'kindness');

CREATE TABLE "GoodwillStep" (
  "id" SERIAL PRIMARY KEY,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "number" INTEGER NOT NULL,
  "deed" "GoodwillDeed" NOT NULL,
  "accountId" INTEGER NOT NULL REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "kind" TEXT NOT NULL,
  "amount" INTEGER NOT NULL CHECK ("amount" > 0),
  "currency" TEXT NOT NULL CHECK ("currency" ~ '^[A-Z]{3}$'),
  "cause" "GoodwillCause",
  "words" TEXT NOT NULL DEFAULT '',
  "expiresAt" TIMESTAMPTZ(3),
  "hasReread" BOOLEAN NOT NULL DEFAULT false,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "GoodwillStep_offer_expires" CHECK (("deed" = 'offered') = ("expiresAt" IS NOT NULL)),
  CONSTRAINT "GoodwillStep_no_without_words" CHECK ("deed" NOT IN ('refused', 'returned') OR "words" <> '')
);
CREATE UNIQUE INDEX "GoodwillStep_ticketId_number_key" ON "GoodwillStep" ("ticketId", "number");
CREATE INDEX "GoodwillStep_accountId_at_idx" ON "GoodwillStep" ("accountId", "at");

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "GoodwillStep"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Each step follows from the one before it: nothing is accepted that was not offered, or too late, or with another amount.
CREATE FUNCTION goodwill_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last "GoodwillStep";
  follows TEXT[];
BEGIN
  SELECT * INTO last FROM "GoodwillStep" WHERE "ticketId" = NEW."ticketId" ORDER BY number DESC LIMIT 1;
  follows := CASE
    WHEN last.id IS NULL OR last.deed IN ('declined', 'refused', 'given') THEN ARRAY['asked', 'proposed', 'offered']
    WHEN last.deed = 'offered' AND last."expiresAt" <= NEW.at THEN ARRAY['asked', 'proposed', 'offered']
    WHEN last.deed = 'asked' THEN ARRAY['proposed', 'offered', 'refused']
    WHEN last.deed = 'proposed' THEN ARRAY['offered', 'returned', 'asked']
    WHEN last.deed = 'returned' THEN ARRAY['proposed', 'offered', 'refused', 'asked']
    WHEN last.deed = 'offered' THEN ARRAY['accepted', 'declined', 'asked']
    ELSE ARRAY['given'] END;
  IF NEW.number <> coalesce(last.number, 0) + 1 OR NEW.deed::text <> ALL (follows) THEN
    RAISE EXCEPTION 'goodwill does not go from % to %', last.deed, NEW.deed USING ERRCODE = 'AL056';
  END IF;
  IF NEW.deed IN ('accepted', 'declined', 'given', 'refused', 'returned')
     AND (NEW.kind, NEW.amount, NEW.currency) IS DISTINCT FROM (last.kind, last.amount, last.currency) THEN
    RAISE EXCEPTION 'an answer changes no amount' USING ERRCODE = 'AL056';
  END IF;
  -- Nobody lets their own proposal out, but who is alone and has read it again.
  IF NEW.deed = 'offered' AND last.deed = 'proposed' AND NOT NEW."hasReread"
     AND NEW."accountId" = last."accountId" AND NEW.amount >= last.amount THEN
    RAISE EXCEPTION 'a second person decides' USING ERRCODE = 'AL056';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goodwill_guard BEFORE INSERT ON "GoodwillStep"
  FOR EACH ROW EXECUTE FUNCTION goodwill_guard();

-- A ticket whose requester waits for our yes or no, or for what they have accepted, is not over, whatever code is running.
CREATE FUNCTION ticket_goodwill_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IN ('resolved', 'closed') AND OLD.state <> NEW.state AND EXISTS (
    SELECT 1 FROM (SELECT deed FROM "GoodwillStep" WHERE "ticketId" = NEW.id ORDER BY number DESC LIMIT 1) last WHERE deed = 'proposed'
    UNION ALL
    SELECT 1 FROM (SELECT deed FROM "GoodwillStep" WHERE "ticketId" = NEW.id AND deed NOT IN ('proposed', 'returned')
      ORDER BY number DESC LIMIT 1) seen WHERE deed IN ('asked', 'accepted')
  ) THEN
    RAISE EXCEPTION 'goodwill is open' USING ERRCODE = 'AL057';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ticket_goodwill_guard BEFORE UPDATE OF state ON "Ticket"
  FOR EACH ROW EXECUTE FUNCTION ticket_goodwill_guard();
