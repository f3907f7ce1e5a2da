-- Whether the form of a question showed tips; null where there were none to show. It says nothing of who asked.
ALTER TABLE "Thread" ADD COLUMN "sawTips" BOOLEAN;
