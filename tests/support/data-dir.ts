import { tmpdir } from "node:os";
import path from "node:path";

/** Where this run's uploads are kept, by the process that starts it; removed at its end. */
export const dataDir = path.join(tmpdir(), `answerloop-tests-files-${process.pid}`);
