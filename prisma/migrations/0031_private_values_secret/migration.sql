-- What private values are encrypted with, together with the environment's key where there is one.
INSERT INTO "Secret" VALUES ('private_values', sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea));
