import { Card } from "../../components/card.tsx";
import { Prose } from "../../components/prose.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { AskPage } from "./load.server.ts";

/** The question as others will read it. What is for staff alone isn't in it. */
export function Preview({ preview }: { preview: NonNullable<AskPage["preview"]> }) {
  const t = useT();
  const { title, question = "", expected = "", tried = "" } = preview;
  return (
    <Card title={t("ask.preview.title")}>
      <p className="preview-title" dir="auto">
        {title}
      </p>
      <Prose html={question} />
      <Part title={t("thread.expected")} html={expected} />
      <Part title={t("thread.tried")} html={tried} />
    </Card>
  );
}

function Part({ title, html }: { title: string; html: string }) {
  return html ? (
    <section className="question-part">
      <h3>{title}</h3>
      <Prose html={html} />
    </section>
  ) : null;
}
