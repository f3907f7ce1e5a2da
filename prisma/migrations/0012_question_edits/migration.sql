-- What else a question said before it was edited: title, expected, tried, tags. Null where only its text was.
ALTER TABLE "PostRevision" ADD COLUMN head JSONB;
