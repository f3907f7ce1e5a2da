-- A rebuild notes words as it meets them and sorts them once. Russian words are brought to their stems, and stand in the vocabulary in their own alphabet.

CREATE OR REPLACE FUNCTION create_search_tables(target text) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
  EXECUTE format($sql$
    CREATE SCHEMA %1$I;

    -- A thread by its id, an answer by its id below zero.
    CREATE TABLE %1$I.document (
      document   integer NOT NULL,
      category   integer NOT NULL,
      flags      smallint NOT NULL,
      -- Not longer than a row of an index may be.
      title      text NOT NULL CONSTRAINT document_title_short CHECK (length(title) <= 500),
      language   text NOT NULL,
      created_at timestamptz NOT NULL,
      -- Weights: A title, B question, C solution, D replies and code.
      vector     tsvector NOT NULL,
      -- All that the best results are put in order by: the table, where the long vectors are, is not visited for it.
      CONSTRAINT document_pkey PRIMARY KEY (document) INCLUDE (category, flags, created_at, language, title)
    ) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);

    -- One row for each lexeme of each document; x is its weight there, lengths and fields already accounted for.
    -- The lexeme is a hash of its text: rows can be made without looking anything up.
    CREATE TABLE %1$I.posting (
      lexeme   bigint NOT NULL,
      category integer NOT NULL,
      document integer NOT NULL,
      x        real NOT NULL,
      -- What the document is, and whether the lexeme stands in its title: search/postgres/prepare.ts.
      flags    smallint NOT NULL,
      -- The day it was created, counted from the year 2000. It takes no room: rows end on eight bytes anyway.
      day      smallint NOT NULL
    ) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);

    -- In how many documents a lexeme stands: counted now and then, never in a writing transaction.
    CREATE TABLE %1$I.frequency (
      lexeme    bigint PRIMARY KEY,
      documents integer NOT NULL,
      -- In the titles of how many.
      titles    integer NOT NULL
    );

    -- Words as they are written, with the lexeme they become: what typing errors and prefixes are looked up in.
    CREATE TABLE %1$I.word (
      word      text PRIMARY KEY,
      lexeme    bigint NOT NULL,
      -- How common its lexeme is, counted with the frequencies.
      documents integer NOT NULL DEFAULT 0
    );

    -- The same as a rebuild meets them, some more than once: they become words when all is loaded.
    CREATE TABLE %1$I.met_word (
      word   text NOT NULL,
      lexeme bigint NOT NULL
    );

    -- Field lengths are averages taken when the index was built: all weights of one index share them.
    CREATE TABLE %1$I.stats (
      documents         integer NOT NULL DEFAULT 0,
      languages         text[] NOT NULL DEFAULT '{}',
      average_title     real NOT NULL DEFAULT 8,
      average_question  real NOT NULL DEFAULT 90,
      average_solution  real NOT NULL DEFAULT 60,
      average_replies   real NOT NULL DEFAULT 200,
      counted_at        timestamptz
    );
    INSERT INTO %1$I.stats DEFAULT VALUES;
  $sql$, target);
END $body$;

-- The index is made from the other tables: made anew, it is filled when the worker starts.
DROP SCHEMA IF EXISTS search CASCADE;
DROP SCHEMA IF EXISTS search_next CASCADE;
SELECT create_search_tables('search');
SELECT create_search_index('search', which) FROM unnest(ARRAY['posting_key', 'posting_title', 'word_prefix', 'word_ending']) AS which;
DELETE FROM "SearchRebuild" WHERE engine = 'postgres';
