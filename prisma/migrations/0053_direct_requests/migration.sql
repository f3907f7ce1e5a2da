-- One form makes one ticket: the form's own key, under its sender's number.
ALTER TABLE "Ticket" ADD COLUMN "submissionKey" TEXT;
CREATE UNIQUE INDEX "Ticket_submissionKey_key" ON "Ticket" ("submissionKey");
