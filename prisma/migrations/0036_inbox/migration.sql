-- The inbox: what somebody was told, by what it is about.

-- The group of a notification. What is of a ticket is never in one group with what is of its thread.
CREATE FUNCTION notice_about(thread INT, ticket INT, answer INT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN ticket IS NOT NULL THEN 'case-' || ticket::text
    WHEN thread IS NOT NULL THEN 'thread-' || thread::text
    ELSE 'answer-' || answer::text END
$$;

-- Which of the inbox's lists it is in besides those of all and of what is unread.
CREATE FUNCTION notice_list(kind TEXT, reason TEXT, ticket INT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN ticket IS NOT NULL THEN 'cases' WHEN kind = 'mention' THEN 'mentions'
    WHEN kind = 'helper' THEN 'routing' WHEN reason = 'asked' THEN 'mine' END
$$;

CREATE INDEX "Notification_about" ON "Notification" ("accountId", notice_about("threadId", "ticketId", "answerId"), id DESC);
-- Who only follows is in none of these lists: telling a hundred thousand of them writes no entry here.
CREATE INDEX "Notification_list" ON "Notification" ("accountId", notice_list(kind, reason, "ticketId"), id DESC)
  WHERE notice_list(kind, reason, "ticketId") IS NOT NULL;

-- Counted and listed are the unread ones alone; the whole index was read by nothing else.
DROP INDEX "Notification_accountId_readAt_idx";
DROP INDEX "Notification_unread";
CREATE INDEX "Notification_unread" ON "Notification" ("accountId", id DESC) WHERE "readAt" IS NULL;
