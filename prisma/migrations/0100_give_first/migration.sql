-- When somebody asking is asked for something that helps to have at hand; of a release before: while they ask.
ALTER TABLE "PreparationItem" ADD COLUMN moment TEXT NOT NULL DEFAULT 'asking' CHECK (moment IN ('asking', 'first_reply'));
-- Of categories about safety or about who somebody is: staff asks there before it has given anything.
ALTER TABLE "Category" ADD COLUMN "isAskedAtOnce" BOOLEAN NOT NULL DEFAULT false;
