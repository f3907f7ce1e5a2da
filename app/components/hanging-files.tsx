import { type AttachmentView, attachmentPath } from "../domain/attachments/attachment.ts";
import { useT } from "../i18n/use-t.tsx";

/** While a post is edited: the files that hang on it, each of which may be taken off. */
export function HangingFiles({ files }: { files: readonly AttachmentView[] }) {
  const t = useT();
  if (files.length === 0) return null;
  return (
    <fieldset className="field hanging-files">
      <legend className="field-label">{t("attachments.remove")}</legend>
      {files.map((file) => (
        <label key={file.id} className="choice">
          <input type="checkbox" name="removed" value={file.id} />
          <a href={attachmentPath(file)}>
            <bdi>{file.name}</bdi>
          </a>
        </label>
      ))}
    </fieldset>
  );
}
