import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig, type Plugin } from "vite";

/** The programs of the server build. One bundle, so that each module exists once however it is started. */
const programs = {
  server: "app/server.ts",
  command: "app/commands/command.ts",
  "markdown-worker": "app/platform/markdown/render-worker.server.ts",
  "search-rows": "search/postgres/row-worker.server.ts",
};

/** Remix builds its server bundle from its own entry: put ours, which import that one, in its place. */
function serverPrograms(): Plugin {
  return {
    name: "server-programs",
    apply: "build",
    enforce: "post",
    config(config, { isSsrBuild }) {
      const options = config.build?.rollupOptions;
      if (!isSsrBuild || !options) return;
      options.input = programs;
      options.output = { ...options.output, entryFileNames: "[name].js", chunkFileNames: "parts/[name]-[hash].js" };
    },
  };
}

export default defineConfig({
  plugins: [
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
    serverPrograms(),
  ],
  build: { target: "es2022", reportCompressedSize: false, emptyOutDir: true },
});
