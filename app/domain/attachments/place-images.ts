import { type AttachmentView, attachmentPath, filesIn, isImage, shownSize, smallPath } from "./attachment.ts";

/** A text as it is shown with its files. */
export interface ShownWithFiles {
  html: string;
  /** The files that the text itself does not show. */
  files: AttachmentView[];
}

// As our renderer writes it: no text of anybody's holds an unescaped "<".
const IMAGE = /<img src="\/attachments\/([1-9]\d{0,8})\/[^"]*"/;

/**
 * Gives the pictures in a rendered text their size, so that nothing jumps, and a version light enough for a page that
 * leads to the whole one. What else hangs on the text stands below it.
 */
export function placeImages(markdown: string, html: string, files: readonly AttachmentView[]): ShownWithFiles {
  if (files.length === 0) return { html, files: [] };
  const byId = new Map(files.map((file) => [file.id, file]));
  const placed = html.replace(/<img [^>]*>/g, (tag, offset: number) => {
    const id = Number(IMAGE.exec(tag)?.[1]);
    const file = byId.get(id);
    return file && isImage(file) ? shownImage(tag, file, isInLink(html, offset)) : tag;
  });
  const shown = new Set(filesIn(markdown));
  return { html: placed, files: files.filter(({ id }) => !shown.has(id)) };
}

function shownImage(tag: string, file: AttachmentView, isLinked: boolean) {
  const { width, height } = shownSize(file);
  const size = width ? ` width="${width}" height="${height}"` : "";
  const image = tag.replace(IMAGE, `<img src="${smallPath(file)}"${size} decoding="async"`);
  return isLinked ? image : `<a class="shown-image" href="${attachmentPath(file)}">${image}</a>`;
}

const isInLink = (html: string, offset: number) => html.lastIndexOf("<a ", offset) > html.lastIndexOf("</a>", offset);
