-- How often a question was begun and its page left, by the day and by the field that was written in last. Whose it was is kept nowhere.
CREATE TABLE "AskLeaving" (
  day   DATE NOT NULL,
  field TEXT NOT NULL,
  count INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "AskLeaving_pkey" PRIMARY KEY (day, field)
);
