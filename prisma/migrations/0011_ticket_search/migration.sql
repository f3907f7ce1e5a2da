-- Tickets are found by staff in a table of their own, far from the public index: what the requester wrote and was written,
-- what the ticket is about. Notes and private fields are not in it. It is kept by the database itself, in the commit that
-- changes a ticket, so that it is never behind.

CREATE TABLE "TicketDocument" (
  "ticketId" INTEGER NOT NULL,
  vector     TSVECTOR NOT NULL,
  CONSTRAINT "TicketDocument_pkey" PRIMARY KEY ("ticketId"),
  CONSTRAINT "TicketDocument_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket"(id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "TicketDocument_vector_idx" ON "TicketDocument" USING gin (vector);

-- Words as they are and by their stems: a ticket is written in whatever language people share.
CREATE FUNCTION ticket_words(words text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT setweight(to_tsvector('simple', words) || to_tsvector('english', words) || to_tsvector('german', words), weight) $$;

-- A tsvector holds a megabyte at most: of a long talk the latest is found.
CREATE FUNCTION refresh_ticket_document(ticket integer) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "TicketDocument" ("ticketId", vector)
  SELECT t.id, ticket_words(t.subject, 'A') || ticket_words(requester.name, 'A')
    || ticket_words(left(concat_ws(E'\n', t."desiredOutcome", t."waitingFor", t."outcomeReason", (
         SELECT string_agg(s.text, E'\n' ORDER BY s.number DESC) FROM "Statement" AS s WHERE s."ticketId" = t.id)), 20000), 'B')
    || ticket_words(left(coalesce((
         SELECT string_agg(r.markdown, E'\n' ORDER BY r.id DESC) FROM "Response" AS r WHERE r."ticketId" = t.id), ''), 30000), 'C')
  FROM "Ticket" AS t JOIN "Account" AS requester ON requester.id = t."requesterId" WHERE t.id = ticket
  ON CONFLICT ("ticketId") DO UPDATE SET vector = excluded.vector
$$;

CREATE FUNCTION ticket_is_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_ticket_document(CASE TG_TABLE_NAME WHEN 'Ticket' THEN (to_jsonb(NEW)->>'id')::int ELSE (to_jsonb(NEW)->>'ticketId')::int END);
  RETURN NULL;
END $$;
CREATE TRIGGER ticket_is_found AFTER INSERT OR UPDATE OF subject, "requesterId", "desiredOutcome", "waitingFor", "outcomeReason" ON "Ticket"
  FOR EACH ROW EXECUTE FUNCTION ticket_is_found();
CREATE TRIGGER ticket_is_found AFTER INSERT OR UPDATE OF text ON "Statement" FOR EACH ROW EXECUTE FUNCTION ticket_is_found();
CREATE TRIGGER ticket_is_found AFTER INSERT ON "Response" FOR EACH ROW EXECUTE FUNCTION ticket_is_found();

SELECT refresh_ticket_document(id) FROM "Ticket";
