-- Addresses that the mail server has refused. Known by the address: one that is changed has none of it.
CREATE TABLE "BouncedAddress" (
  address TEXT PRIMARY KEY,
  score INT NOT NULL CHECK (score > 0),
  -- when a temporary refusal was counted last: once a day
  "softAt" TIMESTAMPTZ(3),
  "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX "BouncedAddress_lastAt_idx" ON "BouncedAddress" ("lastAt");
