-- Of a thread's neighbours those that are clearly about the same: of a mere likeness nobody joins another's ticket.
ALTER TABLE "ThreadNeighbours" ADD COLUMN same INTEGER[] NOT NULL DEFAULT '{}';

-- Caps, cool-down and urgent words were settings without a form: they go into the rules, as their next version.
INSERT INTO "EscalationPolicy" ("categoryId", version, rules, "isCurrent")
  SELECT policy."categoryId", policy.version + 1, policy.rules || moved.rules, false
  FROM "EscalationPolicy" policy, (SELECT (SELECT jsonb_object_agg(key, value) FROM jsonb_each(settings)
    WHERE key IN ('coolDownDays', 'selfEscalationsAWeek', 'selfEscalationsAWeekExperts', 'urgentWords')) AS rules FROM "Site") AS moved
  WHERE policy."isCurrent" AND policy.rules IS NOT NULL AND moved.rules IS NOT NULL;
UPDATE "EscalationPolicy" older SET "isCurrent" = false WHERE "isCurrent" AND EXISTS (SELECT FROM "EscalationPolicy" newer
  WHERE newer."categoryId" IS NOT DISTINCT FROM older."categoryId" AND newer.version > older.version);
UPDATE "EscalationPolicy" newest SET "isCurrent" = true WHERE NOT "isCurrent" AND NOT EXISTS (SELECT FROM "EscalationPolicy" other
  WHERE other."categoryId" IS NOT DISTINCT FROM newest."categoryId" AND other.version > newest.version);
INSERT INTO "EscalationPolicy" ("categoryId", version, rules, "isCurrent")
  SELECT NULL, 1, moved.rules, true
  FROM (SELECT (SELECT jsonb_object_agg(key, value) FROM jsonb_each(settings)
    WHERE key IN ('coolDownDays', 'selfEscalationsAWeek', 'selfEscalationsAWeekExperts', 'urgentWords')) AS rules FROM "Site") AS moved
  WHERE moved.rules IS NOT NULL AND NOT EXISTS (SELECT FROM "EscalationPolicy" WHERE "categoryId" IS NULL);
