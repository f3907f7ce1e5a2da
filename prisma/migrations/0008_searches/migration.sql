-- 1. What was searched for: one row for a person, a question and a day, kept for 365 days -------------------

CREATE TABLE "SearchQuery" (
  -- Made of person, question and day with the day's secret: it can be neither guessed nor traced back.
  id        TEXT NOT NULL,
  -- Folded; what looks personal is masked before it comes here.
  words     TEXT NOT NULL,
  -- Hashed with the day's secret, which is destroyed: nobody can be followed from one day to the next.
  person    TEXT NOT NULL,
  engine    TEXT NOT NULL,
  results   INTEGER NOT NULL,
  -- The results that were opened: a thread's id, an answer's id below zero.
  clicked   INTEGER[] NOT NULL DEFAULT '{}',
  helped    BOOLEAN,
  "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "SearchQuery_pkey" PRIMARY KEY (id),
  CONSTRAINT "SearchQuery_says_something" CHECK (words <> '' AND length(words) <= 200),
  CONSTRAINT "SearchQuery_clicks_bounded" CHECK (cardinality(clicked) <= 20)
);
CREATE INDEX "SearchQuery_askedAt_idx" ON "SearchQuery" ("askedAt");

CREATE TABLE "SearchSecret" (
  day    DATE NOT NULL,
  secret BYTEA NOT NULL,
  CONSTRAINT "SearchSecret_pkey" PRIMARY KEY (day)
);

-- 2. Words that mean the same -----------------------------------------------------------------------------

CREATE TABLE "SearchSynonym" (
  id          SERIAL NOT NULL,
  -- Null: each of the words means all the others. Otherwise who types this also means the words, not the other way.
  typed       TEXT,
  words       TEXT[] NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "SearchSynonym_pkey" PRIMARY KEY (id),
  CONSTRAINT "SearchSynonym_says_something" CHECK (
    typed <> '' AND cardinality(words) BETWEEN 1 AND 20 OR typed IS NULL AND cardinality(words) BETWEEN 2 AND 20
  )
);

-- 3. The index learns who wrote what: emptied, it is read anew when the worker starts ------------------------

DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'search' AND tablename <> 'stats' LOOP
    EXECUTE 'TRUNCATE ' || name;
  END LOOP;
  UPDATE search.stats SET documents = 0, counted_at = NULL;
END $$;
