-- Answers: a reason for every retraction, and an address that stays what it was.

ALTER TABLE "Answer" ADD COLUMN "retractedBecause" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Answer" ADD CONSTRAINT "Answer_retraction_has_reason" CHECK ("retractedAt" IS NULL OR "retractedBecause" <> '');

-- Once published, an answer keeps its address, and its versions are counted one by one.
CREATE FUNCTION answer_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.version > 0 AND NEW.slug <> OLD.slug THEN
    RAISE EXCEPTION 'a published answer keeps its address' USING ERRCODE = 'AL008';
  END IF;
  IF NEW.version NOT IN (OLD.version, OLD.version + 1) THEN
    RAISE EXCEPTION 'versions of an answer are counted one by one' USING ERRCODE = 'AL008';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answer_guard BEFORE UPDATE ON "Answer"
  FOR EACH ROW EXECUTE FUNCTION answer_guard();
