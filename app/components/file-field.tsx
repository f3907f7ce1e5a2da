import { ACCEPTED, attachmentPath, FILE_MAX_BYTES, FILES_A_POST, keptFiles } from "../domain/attachments/attachment.ts";
import { isHiddenInName } from "../domain/private-values/private-value.ts";
import { useT } from "../i18n/use-t.tsx";
import { FieldError, useField } from "./field.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  /** The id of the text field that the files belong to. */
  beside: string;
  /** Files of an earlier step of the same form, as its field `attachments` had them. */
  kept?: string;
}

/** Where files are chosen, and which have been taken already. Its form must be `multipart/form-data`. */
export function FileField({ beside, kept = "" }: Props) {
  const t = useT();
  const field = useField({ name: "attachments", id: `${beside}-files` });
  const text = field.typed ?? kept;
  return (
    <div className={field.error ? "file-field field-wrong" : "file-field"} data-files={beside}>
      <label className="file-choice">
        <Icon name="paperclip" />
        <span className="file-choice-label">{t("attachments.choose")}</span>
        <input
          type="file"
          name="files"
          id={field.ties.id}
          multiple
          accept={ACCEPTED}
          aria-describedby={`${beside}-files-hint${field.error ? ` ${field.ties.id}-error` : ""}`}
        />
      </label>
      <p className="field-hint small" id={`${beside}-files-hint`}>
        {t("attachments.hint", { count: FILES_A_POST, size: FILE_MAX_BYTES / 1024 / 1024 })}
      </p>
      <input type="hidden" name="attachments" value={text} />
      <KeptFiles text={text} />
      <FieldError id={field.ties.id} error={field.error} />
    </div>
  );
}

function KeptFiles({ text }: { text: string }) {
  const t = useT();
  const files = keptFiles(text);
  if (files.length === 0) return null;
  return (
    <>
      <ul className="kept-files" aria-label={t("attachments.kept")}>
        {files.map((file) => (
          <li key={file.id}>
            <Icon name="check" />
            <a href={attachmentPath(file)}>
              <bdi>{file.name}</bdi>
            </a>
          </li>
        ))}
      </ul>
      {files.some(({ name }) => isHiddenInName(name)) ? (
        <p className="field-hint small">{t("attachments.hidden")}</p>
      ) : null}
    </>
  );
}
