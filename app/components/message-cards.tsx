import type { ReactNode } from "react";
import type { AttachmentView } from "../domain/attachments/attachment.ts";
import { useT } from "../i18n/use-t.tsx";
import { Attachments } from "./attachments.tsx";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icon.tsx";
import { MetaLine } from "./meta-line.tsx";
import { type Author, AuthorName } from "./post-card.tsx";
import { Prose } from "./prose.tsx";
import { Time } from "./time.tsx";

interface MessageProps {
  /** Makes the anchor: `#response-12`, `#note-12`. */
  id: number;
  author: Author;
  at: Date | string;
  /** Made safe by `platform/markdown`. */
  html: string;
  files?: readonly AttachmentView[];
  meta?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}

/** A message between requester and staff. Stands inside a `PrivateLane`. */
export function ResponseCard({ from, ...message }: MessageProps & { from: "requester" | "staff" }) {
  return (
    <article className={`message message-${from}`} id={`response-${message.id}`}>
      <MessageBody {...message} />
    </article>
  );
}

/** A note among staff: the requester never sees it, and it looks like no response. Stands inside a `PrivateLane`. */
export function NoteCard(message: MessageProps) {
  const t = useT();
  return (
    <article className="message message-note" id={`note-${message.id}`} aria-label={t("note.label")}>
      <p className="note-words">
        <Icon name="sticky-note" />
        {t("note.words")}
      </p>
      <MessageBody {...message} />
    </article>
  );
}

function MessageBody({ author, at, html, files = [], meta, children, actions }: MessageProps) {
  return (
    <>
      <header className="byline">
        <Avatar name={author.name} size="small" />
        <div className="byline-text message-byline">
          <AuthorName author={author} />
          <MetaLine>
            <Time at={at} />
            {meta}
          </MetaLine>
        </div>
      </header>
      <Prose html={html} size="small" />
      <Attachments files={files} />
      {children}
      {actions ? <footer className="post-actions">{actions}</footer> : null}
    </>
  );
}
