-- Each draft that is begun clears those whose time is over.
CREATE INDEX "Draft_updatedAt_idx" ON "Draft" ("updatedAt");
