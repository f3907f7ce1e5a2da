-- What is refused is what was asked for, also where something else was proposed and returned meanwhile: that stays among staff.
CREATE OR REPLACE FUNCTION goodwill_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last "GoodwillStep";
  meant "GoodwillStep";
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
  meant := last;
  IF NEW.deed = 'refused' THEN
    SELECT * INTO meant FROM "GoodwillStep" WHERE "ticketId" = NEW."ticketId" AND deed NOT IN ('proposed', 'returned')
      ORDER BY number DESC LIMIT 1;
  END IF;
  IF NEW.deed IN ('accepted', 'declined', 'given', 'refused', 'returned')
     AND (NEW.kind, NEW.amount, NEW.currency) IS DISTINCT FROM (meant.kind, meant.amount, meant.currency) THEN
    RAISE EXCEPTION 'an answer changes no amount' USING ERRCODE = 'AL056';
  END IF;
  -- Nobody lets their own proposal out, but who is alone and has read it again.
  IF NEW.deed = 'offered' AND last.deed = 'proposed' AND NOT NEW."hasReread"
     AND NEW."accountId" = last."accountId" AND NEW.amount >= last.amount THEN
    RAISE EXCEPTION 'a second person decides' USING ERRCODE = 'AL056';
  END IF;
  RETURN NEW;
END $$;

-- What is proposed among staff keeps them from resolving; its requester knows nothing of it, and closes what is resolved.
CREATE OR REPLACE FUNCTION ticket_goodwill_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IN ('resolved', 'closed') AND OLD.state <> NEW.state AND EXISTS (
    SELECT 1 FROM (SELECT deed FROM "GoodwillStep" WHERE "ticketId" = NEW.id ORDER BY number DESC LIMIT 1) last
      WHERE deed = 'proposed' AND NEW.state = 'resolved'
    UNION ALL
    SELECT 1 FROM (SELECT deed FROM "GoodwillStep" WHERE "ticketId" = NEW.id AND deed NOT IN ('proposed', 'returned')
      ORDER BY number DESC LIMIT 1) seen WHERE deed IN ('asked', 'accepted')
  ) THEN
    RAISE EXCEPTION 'goodwill is open' USING ERRCODE = 'AL057';
  END IF;
  RETURN NEW;
END $$;
