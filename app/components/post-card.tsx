import { Fragment, type ReactNode } from "react";
import type { AttachmentView } from "../domain/attachments/attachment.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Attachments } from "./attachments.tsx";
import { Avatar } from "./avatar.tsx";
import { Badge } from "./badge.tsx";
import { MetaLine } from "./meta-line.tsx";
import { Prose } from "./prose.tsx";
import { Time } from "./time.tsx";

export interface Author {
  name: string;
  href?: string;
  /** What they are here: staff, the asker, an expert. */
  badge?: "staff" | "asker" | "expert";
  /** Who has written it for them. */
  by?: string;
}

interface Props {
  /** The post's number: makes the anchor `#post-12`. */
  id: number;
  author: Author;
  at: Date | string;
  /** Made safe by `platform/markdown`. */
  html: string;
  lang?: string;
  editedAt?: Date | string | null;
  historyHref?: string;
  /** The question is set a little apart from the replies to it. */
  kind?: "question" | "reply";
  isSolution?: boolean;
  /** One more name to jump to. */
  anchor?: string;
  /** Where it stands in a long talk. */
  place?: number;
  /** Facts beside the date: "tried: restart, reset". */
  meta?: ReactNode;
  files?: readonly AttachmentView[];
  /** Between the text and the actions: quotes, private fields, steps. */
  children?: ReactNode;
  /** Buttons at its foot. */
  actions?: ReactNode;
}

/** One public post, on paper. */
export function PostCard(props: Props) {
  const t = useT();
  const { kind = "reply", isSolution, anchor } = props;
  const look = `post post-${kind} ${isSolution ? "post-solution" : ""}`.trimEnd();
  return (
    <article className={look} id={`post-${props.id}`} data-place={props.place}>
      {anchor ? <span id={anchor} className="anchor" /> : null}
      {isSolution ? (
        <Badge tone="success" icon="circle-check">
          {t("post.solution")}
        </Badge>
      ) : null}
      <PostHead {...props} />
      <Prose html={props.html} lang={props.lang} />
      <Attachments files={props.files ?? []} />
      {props.children}
      {props.actions ? <footer className="post-actions">{props.actions}</footer> : null}
    </article>
  );
}

function PostHead({ id, author, at, editedAt, historyHref, meta }: Props) {
  const t = useT();
  return (
    <header className="byline">
      <Avatar name={author.name} />
      <div className="byline-text">
        <AuthorName author={author} />
        <MetaLine>
          <a href={`#post-${id}`}>
            <Time at={at} />
          </a>
          {editedAt ? <EditedMark href={historyHref}>{t("post.edited")}</EditedMark> : null}
          {meta}
        </MetaLine>
      </div>
    </header>
  );
}

/** A person's name and what they are here. */
export function AuthorName({ author }: { author: Author }) {
  const t = useT();
  const name = <bdi>{author.name}</bdi>;
  const named = author.href ? <a href={author.href}>{name}</a> : name;
  return (
    <span className="author">
      {author.by ? <ByFor by={author.by} name={named} /> : named}
      {author.badge ? (
        <Badge tone={author.badge === "staff" ? "brand" : "neutral"}>{t(`author.${author.badge}`)}</Badge>
      ) : null}
    </span>
  );
}

/** Who speaks, and for whom: said of every message that somebody writes for another. */
export function ByFor({ by, name }: { by: string; name: ReactNode }) {
  return (
    <span>
      <T k="acting.by_for" values={{ by: <bdi key="by">{by}</bdi>, name: <Fragment key="name">{name}</Fragment> }} />
    </span>
  );
}

function EditedMark({ href, children }: { href?: string; children: ReactNode }) {
  return href ? <a href={href}>{children}</a> : <span>{children}</span>;
}
