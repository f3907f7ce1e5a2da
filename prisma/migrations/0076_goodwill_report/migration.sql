-- What was offered, asked for and refused in a year, for the report.
CREATE INDEX "GoodwillStep_reported" ON "GoodwillStep" ("at") WHERE "deed" IN ('offered', 'asked', 'refused');
