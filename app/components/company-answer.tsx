import { type ReactNode, useId } from "react";
import { useT } from "../i18n/use-t.tsx";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icon.tsx";
import { MetaLine } from "./meta-line.tsx";
import { Prose } from "./prose.tsx";
import { Time } from "./time.tsx";

interface Props {
  /** The person who answers for the company. */
  person: string;
  personHref?: string;
  version: number;
  checkedAt: Date | string;
  html: string;
  lang?: string;
  /** Its own page; leave out on that page. */
  href?: string;
  /** Above the text: what it applies to, or that it may be out of date. */
  before?: ReactNode;
  /** "Did it work?": a `DidItWork`. */
  children?: ReactNode;
}

/** The company's published answer: a solid rule above, the person's name below. */
export function CompanyAnswer(props: Props) {
  const t = useT();
  const title = useId();
  return (
    <section className="company-answer" aria-labelledby={title}>
      <header className="company-answer-head">
        <h2 id={title} className="company-answer-title">
          <Icon name="badge-check" />
          {t("company_answer.title")}
        </h2>
        <MetaLine>
          {props.href ? <a href={props.href}>{versionText(t, props)}</a> : versionText(t, props)}
          <span>
            {t("company_answer.checked")} <Time at={props.checkedAt} format="date" />
          </span>
        </MetaLine>
      </header>
      {props.before}
      <Prose html={props.html} lang={props.lang} />
      <footer className="company-answer-foot">
        <p className="byline">
          <Avatar name={props.person} size="small" />
          <span className="author">
            {props.personHref ? <a href={props.personHref}>{props.person}</a> : <bdi>{props.person}</bdi>}
          </span>
        </p>
        {props.children}
      </footer>
    </section>
  );
}

const versionText = (t: ReturnType<typeof useT>, { version }: Props) => t("company_answer.version", { version });
