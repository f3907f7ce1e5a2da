-- A reply that its own author took back is hidden, and by nobody else to be shown again.
ALTER TABLE "Post" ADD COLUMN "withdrawnAt" TIMESTAMPTZ(3),
  ADD CONSTRAINT "Post_withdrawn_is_hidden" CHECK ("withdrawnAt" IS NULL OR "hiddenAt" IS NOT NULL);
