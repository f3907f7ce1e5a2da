import { startDatabase } from "../platform/database-start.server.ts";
import { StartupError } from "../platform/startup-error.ts";

/** What a file in this folder exports to be a command: `npm run NAME -- ARGS` by way of run.mjs. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  run(args: string[]): Promise<void>;
}

const files = import.meta.glob<{ command?: Command }>("./*.server.ts");

/** Runs the named command on a database that is ready for it. */
export async function runCommand(name: string, args: string[]) {
  const { command } = (await files[`./${name}.server.ts`]?.()) ?? {};
  if (!command) throw new StartupError(await listCommands(name));
  const database = await startDatabase();
  try {
    await command.run(args);
  } finally {
    await database.stop();
  }
}

async function listCommands(unknown: string) {
  const modules = await Promise.all(
    Object.entries(files).map(async ([file, load]) => [file, (await load()).command] as const),
  );
  const lines = modules.flatMap(([file, command]) =>
    command ? [`  ${file.slice(2, -".server.ts".length)}  ${command.summary}`] : [],
  );
  return `There is no command named ${unknown}. There are:\n${lines.join("\n")}`;
}
