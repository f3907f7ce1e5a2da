import fileAttachment from "@github/file-attachment-element/dist/index.js?url";
import type { TextareaHTMLAttributes } from "react";
// By their paths: the packages' own exports leave out the one file that needs no bundler.
import pasteMarkdown from "../../node_modules/@github/paste-markdown/dist/bundle.js?url";
import textExpander from "../../node_modules/@github/text-expander-element/dist/bundle.js?url";
import editorScript from "../enhance/editor.js?url&no-inline";
import { useT } from "../i18n/use-t.tsx";
import { FieldFrame, type FieldProps, useField } from "./field.tsx";
import { FileField } from "./file-field.tsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

const tools = [
  ["md-bold", "bold", "editor.bold", "B"],
  ["md-italic", "italic", "editor.italic", "I"],
  ["md-code", "code", "editor.code", "E"],
  ["md-link", "link", "editor.link", "K"],
  ["md-quote", "text-quote", "editor.quote", null],
  ["md-unordered-list", "list", "editor.list", null],
  ["md-ordered-list", "list-ordered", "editor.steps", null],
] as const satisfies readonly (readonly [string, IconName, string, string | null])[];

/** Where its script is, and what that loads; page.js brings it where there is such a box. */
const scripts = {
  "data-editor": editorScript,
  "data-file-attachment": fileAttachment,
  "data-text-expander": textExpander,
  "data-paste-markdown": pasteMarkdown,
};

interface Props extends FieldProps, Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, keyof FieldProps> {
  /** Files may come with the text: its form must say so too. */
  takesFiles?: boolean;
  /** Names are completed of these alone. */
  calls?: "desk";
  /** Those of an earlier step of the same form. */
  keptFiles?: string;
}

/** A box for Markdown. Without scripts it is a plain box; the bar appears when its buttons work. */
export function MarkdownEditor(props: Props) {
  const { name, label, hint, optional, labelHidden, id, takesFiles, keptFiles, calls, className = "", ...rest } = props;
  const t = useT();
  const field = useField({ name, hint, id });
  return (
    <FieldFrame props={{ name, label, hint, optional, labelHidden }} field={field}>
      <div
        className="editor"
        {...scripts}
        data-calls={calls}
        data-uploading={t("editor.uploading")}
        data-failed={t("editor.failed")}
      >
        <EditorToolbar target={field.ties.id} />
        <text-expander keys="@ #">
          <file-attachment input={`${field.ties.id}-files`}>
            <textarea
              dir="auto"
              rows={6}
              className={`input textarea ${className}`.trimEnd()}
              required={!optional}
              {...rest}
              defaultValue={field.typed ?? rest.defaultValue}
              {...field.ties}
            />
            {takesFiles ? <FileField beside={field.ties.id} kept={keptFiles} /> : null}
          </file-attachment>
        </text-expander>
        <div className="editor-preview prose" dir="auto" tabIndex={-1} hidden />
        <p className="field-error editor-problem" role="status" />
      </div>
    </FieldFrame>
  );
}

function EditorToolbar({ target }: { target: string }) {
  const t = useT();
  return (
    <markdown-toolbar for={target} class="editor-bar" aria-label={t("editor.toolbar")} suppressHydrationWarning>
      {tools.map(([Tool, icon, key, letter]) => (
        <Tool
          key={key}
          class="icon-button icon-button-small"
          aria-label={t(key)}
          title={letter ? `${t(key)} (${t("editor.key", { letter })})` : t(key)}
          aria-keyshortcuts={letter ? `Control+${letter} Meta+${letter}` : undefined}
          suppressHydrationWarning
        >
          <Icon name={icon} />
        </Tool>
      ))}
      <button type="button" className="button button-plain button-small" data-preview="" aria-pressed="false" hidden>
        <Icon name="eye" /> {t("ask.preview")}
      </button>
      <span className="editor-note">{t("editor.markdown")}</span>
    </markdown-toolbar>
  );
}
