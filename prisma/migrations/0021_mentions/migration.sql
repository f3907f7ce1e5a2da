-- Who begins so: by handle and by name, whatever the database's collation.
CREATE INDEX "Account_handle_begins" ON "Account" (handle text_pattern_ops);
CREATE INDEX "Account_name_begins" ON "Account" (lower(name) text_pattern_ops);
