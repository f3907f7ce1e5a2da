import {
  type AttachmentView,
  attachmentPath,
  isImage,
  shownSize,
  smallPath,
} from "../domain/attachments/attachment.ts";
import type { Translate } from "../i18n/translate.ts";
import { useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";

/** The files below a text: pictures as pictures, what else as its name. */
export function Attachments({ files }: { files: readonly AttachmentView[] }) {
  const t = useT();
  if (files.length === 0) return null;
  return (
    <ul className="attachments" aria-label={t("attachments.label")}>
      {files.map((file) => (
        <li key={file.id}>{isImage(file) ? <Picture file={file} /> : <FileLink file={file} />}</li>
      ))}
    </ul>
  );
}

function Picture({ file }: { file: AttachmentView }) {
  return (
    <a className="attachment-picture" href={attachmentPath(file)}>
      <img src={smallPath(file)} alt={file.name} {...shownSize(file)} loading="lazy" decoding="async" />
    </a>
  );
}

function FileLink({ file }: { file: AttachmentView }) {
  const t = useT();
  return (
    <a className="attachment-file" href={attachmentPath(file)} download={file.name}>
      <Icon name="file-text" />
      <bdi>{file.name}</bdi>
      <span className="soft small">{sizeText(t, file.size)}</span>
    </a>
  );
}

const KILO = 1024;

/** "340 KB", "2.1 MB". */
export function sizeText(t: Translate, bytes: number) {
  if (bytes < KILO * KILO) return t("attachments.kb", { size: Math.max(1, Math.round(bytes / KILO)) });
  return t("attachments.mb", { size: Math.round((bytes / KILO / KILO) * 10) / 10 });
}
