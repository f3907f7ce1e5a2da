-- What the special days of a calendar are called, by their date.
ALTER TABLE "Calendar" ADD COLUMN "holidayNames" JSONB NOT NULL DEFAULT '{}';

-- Clocks that ran by a calendar go on by it: it is never changed, only followed by another.
CREATE FUNCTION calendar_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.version, NEW."timeZone", NEW.weekly, NEW.holidays, NEW."createdAt")
    IS DISTINCT FROM (OLD.version, OLD."timeZone", OLD.weekly, OLD.holidays, OLD."createdAt") THEN
    RAISE EXCEPTION 'a calendar is never changed, only followed by another' USING ERRCODE = 'AL009';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER calendar_stays BEFORE UPDATE ON "Calendar" FOR EACH ROW EXECUTE FUNCTION calendar_stays();
