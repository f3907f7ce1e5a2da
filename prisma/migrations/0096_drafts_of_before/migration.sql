-- Servers of the release before know drafts by their old name, and go on with it until they are replaced too: questions alone, as
-- they knew them. To be dropped in a later release.
CREATE VIEW "AskDraft" AS
  SELECT id, "accountId", fields, "createdAt", "updatedAt" FROM "Draft" WHERE "threadId" IS NULL;
