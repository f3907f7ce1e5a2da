/** Largest file we take, in bytes. */
export const FILE_MAX_BYTES = 16 * 1024 * 1024;
/** Files on one post or message. */
export const FILES_A_POST = 10;
/** What one account may bring in a day. */
export const FILES_A_DAY = 100;
export const BYTES_A_DAY = 200 * 1024 * 1024;

/** Of a file that hangs on nothing yet. */
export const LOOSE = { postId: null, responseId: null, noteId: null, readingId: null } as const;

/** Larger pictures, all their frames together, are not opened at all. */
export const PIXELS_MAX = 40_000_000;

/** Images by their true type, with the ending their name gets. */
export const IMAGE_TYPES = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/avif": "avif",
} as const;
export type ImageType = keyof typeof IMAGE_TYPES;

/** Files known by their first bytes. All of them are saved, none is opened in place. */
export const FILE_TYPES: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "application/zip": "zip",
  "application/gzip": "gz",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/vnd.oasis.opendocument.text": "odt",
  "application/vnd.oasis.opendocument.spreadsheet": "ods",
  "video/mp4": "mp4",
  "video/webm": "webm",
  "audio/mpeg": "mp3",
};

/** Text has no first bytes to know it by: it is what reads as text and is called one of these. */
export const TEXT_ENDINGS = "txt log csv tsv md json ini conf cfg yaml yml toml diff patch".split(" ");

/** What a file field offers to choose from. */
export const ACCEPTED = [
  ...Object.keys(IMAGE_TYPES),
  ...[...Object.values(FILE_TYPES), ...TEXT_ENDINGS].map((ending) => `.${ending}`),
].join(",");

/** A file as it stands beside a text. */
export interface AttachmentView {
  id: number;
  name: string;
  type: string;
  size: number;
  width: number | null;
  height: number | null;
  hasSmall: boolean;
}

export const isImage = ({ type }: Pick<AttachmentView, "type">) => type in IMAGE_TYPES;

/** A file's own address. */
export const attachmentPath = ({ id, name }: Pick<AttachmentView, "id" | "name">) =>
  `/attachments/${id}/${encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;

/** The smaller picture of an image, where there is one. */
export const smallPath = (file: AttachmentView) => attachmentPath(file) + (file.hasSmall ? "?size=small" : "");

/** How large an image may stand in a page. */
export const SMALL_SIDE = 800;

/** Width and height in which an image is shown. */
export function shownSize({ width, height, hasSmall }: Pick<AttachmentView, "width" | "height" | "hasSmall">) {
  if (!width || !height) return {};
  const scale = hasSmall ? Math.min(1, SMALL_SIDE / Math.max(width, height)) : 1;
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** What the form's field `attachments` holds: `12/photo.png 13/log.txt`, the ends of their addresses. */
export const keptText = (files: readonly Pick<AttachmentView, "id" | "name">[]) =>
  files.map((file) => attachmentPath(file).slice("/attachments/".length)).join(" ");

export interface KeptFile {
  id: number;
  name: string;
}

const KEPT = /^([1-9]\d{0,8})\/([\w.~%-]{1,800})$/;

/** The files that such a field names; what is no file's address is left out. */
export function keptFiles(text: string): KeptFile[] {
  const found = new Map<number, KeptFile>();
  for (const part of text.split(" ").slice(0, 5 * FILES_A_POST)) {
    const [, id, name = ""] = KEPT.exec(part) ?? [];
    if (id && isDecodable(name)) found.set(Number(id), { id: Number(id), name: decodeURIComponent(name) });
  }
  return [...found.values()];
}

function isDecodable(text: string) {
  try {
    return decodeURIComponent(text) !== "";
  } catch {
    return false;
  }
}

/** The files whose addresses stand in a text. */
export const filesIn = (markdown: string) =>
  [...markdown.matchAll(/\/attachments\/([1-9]\d{0,8})\//g)].map(([, id]) => Number(id));
