import { unstable_parseMultipartFormData as parseMultipart, type UploadHandlerPart } from "@remix-run/node";
import { Forbidden, Refusal } from "../../platform/errors.ts";
import { type FormRead, readForm } from "../../platform/http.server.ts";
import { log } from "../../platform/log.server.ts";
import { limit } from "../../platform/rate-limit.server.ts";
import { viewerOf } from "../accounts/viewer.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import { type AttachmentView, FILES_A_POST, keptFiles, keptText } from "./attachment.ts";
import { receive } from "./incoming.server.ts";
import { refused } from "./sniff.server.ts";
import { takeFile } from "./take-file.server.ts";

/** Longest text of one field, in bytes: more than any form takes, far less than a file. */
const FIELD_MAX_BYTES = 1024 * 1024;

/**
 * Reads a form with files. They are taken in as it is read, one after the other, and stand in its field `attachments`:
 * when the form is refused, for whatever reason, its page names them again and nobody chooses them twice.
 */
export async function readFormWithFiles(request: Request): Promise<FormRead> {
  if (!/^multipart\/form-data\b/i.test(request.headers.get("Content-Type") ?? "")) return readForm(request);
  const viewer = await viewerOf(request);
  const taken: AttachmentView[] = [];
  let refusal: Refusal | undefined;
  const form = await parseMultipart(request, async (part) => {
    if (part.filename === undefined) return textOf(part);
    try {
      const file = await take(viewer, part, taken.length);
      if (file) taken.push(file);
    } catch (error) {
      refusal ??= refusalOf(error);
    }
    return null;
  });
  const earlier = keptFiles(String(form.get("attachments") ?? ""));
  form.set("attachments", keptText([...earlier, ...taken]));
  return { form, refusal };
}

async function textOf({ data }: UploadHandlerPart) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of data) {
    size += chunk.length;
    if (size <= FIELD_MAX_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A browser sends an empty file for a field that was left alone. */
async function take(viewer: Viewer, { filename = "", data }: UploadHandlerPart, before: number) {
  if (!can(viewer, "attachment.upload", null)) return refuseAny(new Forbidden("sign_in_first"), filename, data);
  if (before >= FILES_A_POST) return refuseAny(refused("too_many_files"), filename, data);
  const incoming = await receive(data);
  try {
    if (filename === "" && incoming.size === 0) return null;
    await limit("upload", [`account:${viewer.id}`]);
    return await takeFile(viewer, { name: filename, read: incoming.read });
  } finally {
    await incoming.drop();
  }
}

/** Read to its end, kept nowhere: the fields behind it are wanted. */
async function refuseAny(refusal: Refusal, filename: string, data: AsyncIterable<Uint8Array>) {
  let size = 0;
  for await (const chunk of data) size += chunk.length;
  if (filename !== "" || size > 0) throw refusal;
  return null;
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Forbidden) return refused(error.code);
  if (error instanceof Refusal) return error;
  log.error({ err: error }, "a file could not be taken in");
  return refused("files_unavailable");
}
