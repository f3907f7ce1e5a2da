// Reindexes the database of DATABASE_URL and says after each batch how far it is; the test kills it in the middle.
import { disconnect } from "../../../app/platform/db.server.ts";
import { reindex } from "../../../search/reindex.server.ts";

await reindex({ onProgress: ({ phase, done }) => console.log(`${phase} ${done}`) });
await disconnect();
