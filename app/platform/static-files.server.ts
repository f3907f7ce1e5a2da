import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { acceptedEncoding, type Encoding } from "./compression.server.ts";
import { commonHeaders } from "./security-headers.server.ts";

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

interface StaticFile {
  etag: string;
  type: string;
  cacheControl: string;
  bodies: Partial<Record<Encoding, Buffer>> & { identity: Buffer };
}

/** The built client files, few and small, kept in memory with their .br and .gz twins. */
export class StaticFiles {
  private readonly files: Map<string, StaticFile>;

  constructor(folder: string) {
    const names = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
    const paths = names.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const originals = paths.filter((file) => path.extname(file) in types);
    this.files = new Map(
      originals.map((file) => [`/${path.relative(folder, file).replaceAll(path.sep, "/")}`, load(file)]),
    );
  }

  /** Answers a request for one of the files; false when it is for something else. */
  answer(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    if (incoming.method !== "GET" && incoming.method !== "HEAD") return false;
    const file = this.files.get((incoming.url ?? "").split("?", 1)[0] ?? "");
    if (!file) return false;
    for (const [name, value] of commonHeaders) outgoing.setHeader(name, value);
    outgoing.setHeader("ETag", file.etag);
    outgoing.setHeader("Cache-Control", file.cacheControl);
    if (incoming.headers["if-none-match"] === file.etag) outgoing.writeHead(304).end();
    else send(file, acceptedEncoding(incoming.headers["accept-encoding"]), outgoing);
    return true;
  }
}

function send(file: StaticFile, wanted: Encoding, outgoing: ServerResponse) {
  const encoding = file.bodies[wanted] ? wanted : "identity";
  const body = file.bodies[encoding] ?? file.bodies.identity;
  if (encoding !== "identity") outgoing.setHeader("Content-Encoding", encoding);
  if (Object.keys(file.bodies).length > 1) outgoing.setHeader("Vary", "Accept-Encoding");
  outgoing.writeHead(200, { "Content-Type": file.type, "Content-Length": body.length }).end(body);
}

function load(file: string): StaticFile {
  const identity = readFileSync(file);
  const isHashed = file.split(path.sep).includes("assets"); // Vite puts a hash in these names
  return {
    etag: `"${createHash("sha1").update(identity).digest("base64url")}"`,
    type: types[path.extname(file)] ?? "application/octet-stream",
    cacheControl: isHashed ? "public, max-age=31536000, immutable" : "public, max-age=3600",
    bodies: { identity, ...twin(file, "br"), ...twin(file, "gz") },
  };
}

function twin(file: string, extension: "br" | "gz") {
  const name = `${file}.${extension}`;
  return existsSync(name) ? { [extension === "br" ? "br" : "gzip"]: readFileSync(name) } : {};
}
