-- What requesters wait for an answer to, whatever has become of its ticket: few rows at any time.
CREATE INDEX "PromiseClaim_open" ON "PromiseClaim" ("claimedAt") WHERE "decidedAt" IS NULL;
CREATE INDEX "GoodwillStep_owing" ON "GoodwillStep" ("ticketId", "number") WHERE "deed" IN ('asked', 'accepted');
