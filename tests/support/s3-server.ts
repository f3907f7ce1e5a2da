import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const SECRET = "a secret key of the tests";
const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");
const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();

/** A bucket that asks of each request what Amazon's does: its signature (SigV4), its body's hash, its path. */
export async function startS3(bucket = "files") {
  const objects = new Map<string, Buffer>();
  /** What is wrong with it just now: it answers so, or not at all. */
  const trouble: { status?: number; hangs?: boolean } = {};
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (trouble.hangs) return;
    const body = Buffer.concat(chunks);
    if (trouble.status) return refuse(response, trouble.status, "InternalError");
    if (!isSigned(request, body)) return refuse(response, 403, "SignatureDoesNotMatch");
    if (!request.url?.startsWith(`/${bucket}/files/`)) return refuse(response, 404, "NoSuchBucket");
    answer(request, response, body, objects);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const at = {
    bucket,
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-test-1",
    accessKeyId: "KEY",
    secretAccessKey: SECRET,
  };
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { at, objects, trouble, stop };
}

function answer(
  { method, url = "", headers }: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  objects: Map<string, Buffer>,
) {
  const key = url.split("?")[0] ?? "";
  const found = objects.get(key);
  if (method === "PUT") {
    objects.set(key, body);
    return response.writeHead(200, { ETag: '"x"' }).end();
  }
  if (method === "DELETE") {
    objects.delete(key);
    return response.writeHead(204).end();
  }
  if (!found) return refuse(response, 404, "NoSuchKey");
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
  const part = from ? found.subarray(Number(from), Number(to) + 1) : found;
  response.writeHead(from ? 206 : 200, { "Content-Length": part.length }).end(part);
}

function refuse(response: ServerResponse, status: number, code: string) {
  const xml = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
  response.writeHead(status, { "Content-Type": "application/xml" }).end(xml);
}

/** AWS Signature Version 4, as its documentation has it. */
function isSigned({ method = "", url = "", headers }: IncomingMessage, body: Buffer) {
  const [, scope = "", signed = "", signature = ""] =
    /Credential=KEY\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? "") ??
    [];
  const hash = String(headers["x-amz-content-sha256"]);
  if (!signature || hash !== sha256(body)) return false;
  const [path = "", query = ""] = url.split("?");
  const named = signed.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonicalQuery = query.split("&").sort().join("&");
  const request = [method, path, canonicalQuery, named.join(""), signed, hash].join("\n");
  const [day = "", region = "", service = "", end = ""] = scope.split("/");
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(request)].join("\n");
  const key = [day, region, service, end].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part),
    `AWS4${SECRET}`,
  );
  return timingSafeEqual(Buffer.from(signature), Buffer.from(hmac(key, toSign).toString("hex")));
}
