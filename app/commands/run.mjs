// npm run seed, import, reindex, … and any script that needs the project ready:
//   node app/commands/run.mjs NAME ARGS…            a command of app/commands/NAME.server.ts, from the build
//   node app/commands/run.mjs --script FILE ARGS…   a TypeScript file as it stands
//   node app/commands/run.mjs --build               nothing but the preparations
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { failure, launch, prepare } from "./prepare.mjs";

await launch(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (!name) throw failure("Which command? npm run lists them.");
  await prepare({ build: true });
  if (name === "--build") return;
  if (name === "--script") return runScript(args);
  process.env.NODE_ENV = "production";
  const { runCommand } = await import(new URL("../../build/server/command.js", import.meta.url).href);
  await runCommand(name, args);
  process.exit();
});

/** @param {string[]} args */
async function runScript(args) {
  const child = spawn(process.execPath, ["--import", "tsx", ...args], { stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT"])) process.on(signal, () => child.kill(signal));
  child.once("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal ?? "SIGTERM"]));
}
