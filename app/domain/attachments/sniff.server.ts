import { fileTypeFromBuffer } from "file-type";
import { Invalid } from "../../platform/errors.ts";
import { FILE_TYPES, IMAGE_TYPES, type ImageType, TEXT_ENDINGS } from "./attachment.ts";
import { endingOf } from "./file-name.ts";

/** What a file truly is, whatever its name or its sender says. */
export type Kind = { isImage: true; type: ImageType } | { isImage: false; type: string; ending: string };

/** Knows a file by its content; refuses what is not on the list. */
export async function kindOf(bytes: Buffer, name: string): Promise<Kind> {
  if (bytes.length === 0) throw refused("file_empty");
  const found = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? "";
  if (isImageType(found)) return { isImage: true, type: found };
  if (found === "image/apng") return { isImage: true, type: "image/png" };
  const ending = FILE_TYPES[found];
  if (ending) return { isImage: false, type: found, ending };
  const called = endingOf(name);
  if (found === "" && TEXT_ENDINGS.includes(called) && isText(bytes))
    return { isImage: false, type: "text/plain; charset=utf-8", ending: called };
  throw refused("file_type_refused");
}

const isImageType = (type: string): type is ImageType => type in IMAGE_TYPES;

const CONTROLS = /[^\P{Cc}\t\n\r\f]/u;

/** UTF-8 without controls other than tabs, line ends, form feeds and the escapes of coloured logs. */
function isText(bytes: Buffer) {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\u001B", "").match(CONTROLS);
  } catch {
    return false;
  }
}

/** A refusal of a file, shown at the field for files. */
export const refused = (code: string) => new Invalid("invalid_form", { attachments: code });
