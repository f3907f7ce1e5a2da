// A limit: what an HTTP server of this kind does when nothing is behind it.
import { serve } from "@hono/node-server";
import { listening, TEXT } from "./limit-process.ts";

serve(
  { fetch: () => new Response(TEXT, { headers: { "Content-Type": "text/plain" } }), port: 0, hostname: "127.0.0.1" },
  listening,
);
