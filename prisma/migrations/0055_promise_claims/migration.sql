-- "You promised me this": a requester points at a message of ours; staff makes it a promise, or a lead says why it is none.

CREATE TABLE "PromiseClaim" (
  "responseId" INTEGER PRIMARY KEY REFERENCES "Response" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "ticketId" INTEGER NOT NULL REFERENCES "Ticket" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "words" TEXT NOT NULL,
  "claimedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "decidedAt" TIMESTAMPTZ(3),
  "decidedById" INTEGER REFERENCES "Account" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "promiseId" INTEGER UNIQUE REFERENCES "Promise" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "refusedBecause" TEXT NOT NULL DEFAULT '',
  CONSTRAINT "PromiseClaim_decided_one_way" CHECK (("decidedAt" IS NULL AND "promiseId" IS NULL AND "refusedBecause" = '')
    OR ("decidedAt" IS NOT NULL AND ("promiseId" IS NULL) <> ("refusedBecause" = '')))
);
CREATE INDEX "PromiseClaim_ticketId_idx" ON "PromiseClaim" ("ticketId");
CREATE INDEX "PromiseClaim_decidedById_idx" ON "PromiseClaim" ("decidedById");

-- What was claimed stays as it was said, and is decided once.
CREATE FUNCTION promise_claim_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."decidedAt" IS NOT NULL
     OR (NEW."responseId", NEW."ticketId", NEW.words, NEW."claimedAt") IS DISTINCT FROM (OLD."responseId", OLD."ticketId", OLD.words, OLD."claimedAt")
  THEN
    RAISE EXCEPTION 'a claim is never changed, only decided' USING ERRCODE = 'AL001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER promise_claim_guard BEFORE UPDATE ON "PromiseClaim"
  FOR EACH ROW EXECUTE FUNCTION promise_claim_guard();

-- A ticket with a claim that nobody has decided is not resolved, whatever code is running.
CREATE FUNCTION ticket_claims_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'resolved' AND OLD.state <> 'resolved'
     AND EXISTS (SELECT FROM "PromiseClaim" WHERE "ticketId" = NEW.id AND "decidedAt" IS NULL) THEN
    RAISE EXCEPTION 'a ticket with a claimed promise cannot be resolved' USING ERRCODE = 'AL009';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ticket_claims_guard BEFORE UPDATE OF state ON "Ticket"
  FOR EACH ROW EXECUTE FUNCTION ticket_claims_guard();
