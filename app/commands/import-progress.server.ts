import cliProgress from "cli-progress";
import type { BadLine } from "../domain/threads/import-line.server.ts";
import type { ImportWatcher } from "./import-file.server.ts";

/** Where there is no terminal, a line every so often says the same as the bar. */
const QUIET_MS = 5_000;

const reasons: Record<string, string> = {
  invalid_json: "not JSON",
  invalid_utf8: "not UTF-8",
  line_too_long: "line longer than 32 MB",
  missing: "missing",
  required: "empty",
  wrong_type: "of the wrong type",
  too_long: "too long",
  too_large: "too large",
  too_small: "too small",
  unstorable_characters: "holds characters that cannot be kept (NUL or half a character)",
  invalid_date: "not a date such as 2024-05-01T12:00:00Z",
  future_date: "a date in the future",
  too_old_date: "a date before 1970",
  no_posts: "no post",
  first_post_missing: "no post with n = 1",
  post_twice: "the same n twice",
  refused_by_database: "refused by the database",
};

/** Why a line was skipped, for people. */
export const describe = ({ code, where }: Pick<BadLine, "code" | "where">) =>
  [where && `${where}:`, reasons[code] ?? code].filter(Boolean).join(" ");

/** Shows a bar on a terminal, else a line every few seconds; reports each line that is skipped. */
export function showProgress(stream: NodeJS.WriteStream = process.stderr): ImportWatcher {
  return stream.isTTY ? barOn(stream) : linesOn(stream);
}

function barOn(stream: NodeJS.WriteStream): ImportWatcher {
  const format = "{bar} {percentage}% | {file} | {duration_formatted}, {eta_formatted} to go";
  const bar = new cliProgress.SingleBar({ format, stream, hideCursor: true }, cliProgress.Presets.shades_classic);
  return {
    begin: (file, size, linesDone) => {
      if (linesDone > 0) stream.write(`${continuing(file, linesDone)}\n`);
      bar.start(size ?? 0, 0, { file });
    },
    read: (bytes) => {
      if (bytes > bar.getTotal()) bar.setTotal(bytes);
      bar.update(bytes);
    },
    skipped: (file, line, reason) => stream.write(`\r\x1b[K${file}:${line}: skipped: ${describe(reason)}\n`),
    end: () => bar.stop(),
  };
}

function linesOn(stream: NodeJS.WriteStream): ImportWatcher {
  const say = (text: string) => stream.write(`${text}\n`);
  let current = { file: "", size: undefined as number | undefined, saidAt: 0 };
  return {
    begin: (file, size, linesDone) => {
      current = { file, size, saidAt: Date.now() };
      say(linesDone > 0 ? continuing(file, linesDone) : `${file}: reading`);
    },
    read: (bytes) => {
      if (Date.now() - current.saidAt < QUIET_MS) return;
      current.saidAt = Date.now();
      say(`${current.file}: ${current.size ? `${Math.floor((bytes / current.size) * 100)} %` : `${bytes} bytes`}`);
    },
    skipped: (file, line, reason) => say(`${file}:${line}: skipped: ${describe(reason)}`),
    end: () => {},
  };
}

const continuing = (file: string, linesDone: number) => `${file}: going on after line ${linesDone}`;
