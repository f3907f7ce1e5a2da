-- Somebody has accepted to act for whoever is told so.
ALTER TABLE "Notification" ADD COLUMN "delegationId" INTEGER;

-- What is about no thread, case or answer is about the account itself, and one group. Rows there were keep their groups, so the
-- index by groups stays as it is.
CREATE OR REPLACE FUNCTION notice_about(thread INT, ticket INT, answer INT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN ticket IS NOT NULL THEN 'case-' || ticket::text
    WHEN thread IS NOT NULL THEN 'thread-' || thread::text
    WHEN answer IS NOT NULL THEN 'answer-' || answer::text
    ELSE 'account-1' END
$$;
