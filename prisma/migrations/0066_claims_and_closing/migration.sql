-- A ticket whose requester waits to hear whether something was promised is not over, whichever way it would end: neither
-- solved, nor closed, nor joined to another. Spam can be restored, and is not answered.
CREATE OR REPLACE FUNCTION ticket_claims_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IN ('resolved', 'closed', 'joined') AND OLD.state NOT IN ('resolved', 'closed', 'joined')
     AND EXISTS (SELECT FROM "PromiseClaim" WHERE "ticketId" = NEW.id AND "decidedAt" IS NULL) THEN
    RAISE EXCEPTION 'a ticket with a claimed promise is not over' USING ERRCODE = 'AL009';
  END IF;
  RETURN NEW;
END $$;
