// npm start: everything from a fresh clone to a running server. The server runs in this very process, so that signals
// reach it and nothing is left behind when it is killed.
import { launch, prepare } from "./prepare.mjs";

await launch(async () => {
  await prepare({ build: true });
  process.env.NODE_ENV = "production";
  const { start } = await import(new URL("../../build/server/server.js", import.meta.url).href);
  await start();
});
