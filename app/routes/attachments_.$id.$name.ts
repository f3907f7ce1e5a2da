import type { LoaderFunctionArgs } from "@remix-run/node";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { isImage } from "../domain/attachments/attachment.ts";
import { requireAttachment } from "../domain/attachments/attachments.server.ts";
import { type ByteRange, rangeOf } from "../domain/attachments/range.ts";
import { readStored } from "../domain/attachments/read-stored.server.ts";
import type { Attachment } from "../generated/prisma/client.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";

/** Nothing comes of opening a file: no script, no form, no frame. */
const POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** A file, to whoever may see what it hangs on, asked anew each time. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const file = await requireAttachment(await viewerOf(request), idParam(params.id));
    const isSmall = file.smallHash !== null && new URL(request.url).searchParams.get("size") === "small";
    return isSmall ? answerSmall(request, file, file.smallHash ?? "") : answerWhole(request, file);
  });

async function answerSmall(request: Request, file: Attachment, hash: string) {
  const headers = headersOf({ ...file, hash, type: "image/webp" });
  if (isKnown(request, hash)) return new Response(null, { status: 304, headers });
  return new Response(await bodyFor(request, hash), { headers });
}

async function answerWhole(request: Request, file: Attachment) {
  const headers = headersOf(file);
  if (isKnown(request, file.hash)) return new Response(null, { status: 304, headers });
  headers.set("Accept-Ranges", "bytes");
  const ifRange = request.headers.get("If-Range");
  const isSame = ifRange === null || ifRange === headers.get("ETag");
  const range = isSame ? rangeOf(request.headers.get("Range"), file.size) : null;
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  if (!range) {
    headers.set("Content-Length", String(file.size));
    return new Response(await bodyFor(request, file.hash), { headers });
  }
  headers.set("Content-Range", `bytes ${range.start}-${range.end}/${file.size}`);
  headers.set("Content-Length", String(range.end - range.start + 1));
  return new Response(await bodyFor(request, file.hash, range), { status: 206, headers });
}

/** Nothing is opened for whoever only asks about it. */
const bodyFor = (request: Request, hash: string, range?: ByteRange) =>
  request.method === "HEAD" ? null : readStored(hash, range);

function headersOf(file: Pick<Attachment, "name" | "type" | "hash">) {
  const place = isImage(file) ? "inline" : "attachment";
  const ascii = file.name.replace(/[^\w. -]/g, "_");
  return new Headers({
    "Content-Type": file.type,
    "Content-Disposition": `${place}; filename="${ascii}"; filename*=UTF-8''${encodeName(file.name)}`,
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    // kept by the browser, used only once we have said again that they may
    "Cache-Control": "private, no-cache",
    ETag: `"${file.hash}"`,
  });
}

/** As RFC 8187 has it. */
const encodeName = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const isKnown = (request: Request, hash: string) =>
  request.headers.get("If-None-Match")?.includes(`"${hash}"`) ?? false;
