// npm run dev: the server for developers. Vite serves what is in the browser and reads what is on the server.
import { launch, prepare } from "./prepare.mjs";

await launch(async () => {
  await prepare({ build: false });
  process.env.NODE_ENV = "development";
  const { createServer } = await import("vite");
  const vite = await createServer({ appType: "custom", server: { middlewareMode: true } });
  const { startDevelopment } = await vite.ssrLoadModule("/app/development.server.ts");
  await startDevelopment(vite);
});
