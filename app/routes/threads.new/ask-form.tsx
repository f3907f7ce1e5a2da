import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Checkbox } from "../../components/choices.tsx";
import { ForWhom } from "../../components/for-whom.tsx";
import { MarkdownEditor } from "../../components/markdown-editor.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { PrivateLane } from "../../components/private-lane.tsx";
import { Select } from "../../components/select.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { PRIVATE_TEXTS as ASK_TEXTS } from "../../domain/private-values/private-value.ts";
import { TAGS_MAX, TITLE_MAX } from "../../domain/threads/thread.ts";
import { useT } from "../../i18n/use-t.tsx";
import { useAsked } from "./asked.ts";
import type { AskPage } from "./load.server.ts";
import { Preparation } from "./preparation.tsx";

/** One box that must say something, three that may; each says why it asks. */
export function AskForm() {
  const t = useT();
  const page = useLoaderData<AskPage>();
  const { isVisitor, isFirst, mayBeNameless, submissionKey, similar, acting, principals } = page;
  const { refused, typed, looking } = useAsked();
  const draft = typed?.draft ?? page.draftKey;
  return (
    <PostForm
      answer={refused}
      kept={typed}
      action="/threads/new"
      className="form ask-form"
      id="ask"
      labels={askLabels(t)}
      data-ask={mayBeNameless ? "member" : "guest"}
      data-ask-begun={!typed && !draft && page.typed.body ? "" : undefined}
      takesFiles
    >
      {mayBeNameless ? <input type="hidden" name="asMember" value="yes" /> : null}
      {isVisitor ? <Banner>{t("ask.visitor")}</Banner> : isFirst ? <Banner>{t("ask.first")}</Banner> : null}
      <ForWhom path="/threads/new" acting={acting} principals={principals} />
      <input type="hidden" name="submissionKey" value={typed?.submissionKey ?? submissionKey} />
      {draft ? (
        <>
          <input type="hidden" name="draft" value={draft} />
          <input type="hidden" name="draftAt" value={typed?.draftAt ?? page.draftAt} />
          <input type="hidden" name="seen" value="yes" />
        </>
      ) : null}
      {looking && !draft ? <input type="hidden" name="seen" value="yes" /> : null}
      {typed?.earlier ? <input type="hidden" name="earlier" value={typed.earlier} /> : null}
      <Preparation />
      <Problem />
      <PrivateFinder fields={ASK_TEXTS} />
      <div data-ask-similar="">
        <div />
        <p className="unseen" role="status" />
      </div>
      <MoreQuestions />
      <Details />
      <Sorting />
      {isVisitor ? <Contact /> : <Nameless />}
      <div className="form-actions">
        <Button variant="primary" icon="send">
          {t(similar.length > 0 ? "ask.post_anyway" : "ask.post")}
        </Button>
        <Button name="intent" value="preview" icon="eye">
          {t("ask.preview")}
        </Button>
        {isVisitor ? (
          <Button name="intent" value="sign-in" variant="plain">
            {t("ask.sign_in")}
          </Button>
        ) : null}
      </div>
    </PostForm>
  );
}

/** What the boxes of a question are called, by the names of their fields. */
export const askLabels = (t: ReturnType<typeof useT>) => ({
  body: t("ask.field.body"),
  title: t("ask.field.title"),
  categoryId: t("ask.field.category"),
  expected: t("ask.field.expected"),
  tried: t("ask.field.tried"),
  desiredOutcome: t("ask.field.outcome"),
  questions: t("ask.field.questions"),
  tags: t("ask.field.tags"),
  email: t("ask.field.email"),
  anonymous: t("ask.field.anonymous"),
});

function Problem() {
  const t = useT();
  const { typed, isVisitor } = useLoaderData<AskPage>();
  return (
    <>
      <MarkdownEditor
        name="body"
        label={t("ask.field.body")}
        hint={t("ask.hint.body")}
        defaultValue={typed.body}
        rows={8}
        takesFiles={!isVisitor}
        keptFiles={typed.attachments}
      />
      <TextInput
        name="title"
        label={t("ask.field.title")}
        hint={t("ask.hint.title")}
        defaultValue={typed.title}
        maxLength={TITLE_MAX}
        autoComplete="off"
        optional
      />
    </>
  );
}

/** Folded until somebody has more than one: most have not. */
function MoreQuestions() {
  const t = useT();
  const { typed } = useLoaderData<AskPage>();
  const { typed: typedNow } = useAsked();
  return (
    <details className="folded" open={Boolean(typedNow?.questions || typed.questions)}>
      <summary>{t("ask.questions")}</summary>
      <TextArea
        name="questions"
        label={t("ask.field.questions")}
        hint={t("ask.hint.questions")}
        defaultValue={typed.questions}
        rows={3}
        optional
      />
    </details>
  );
}

function Details() {
  const t = useT();
  const { typed, tips } = useLoaderData<AskPage>();
  const hint = (field: "expected" | "tried") => {
    const tip = tips.find((one) => one.field === field);
    return tip
      ? `${t(`ask.hint.${field}`)} ${t("ask.tip", { said: percent(tip.said), unsaid: percent(tip.unsaid) })}`
      : t(`ask.hint.${field}`);
  };
  return (
    <>
      <div className="ask-pair">
        <TextArea
          name="expected"
          label={t("ask.field.expected")}
          hint={hint("expected")}
          defaultValue={typed.expected}
          rows={2}
          optional
        />
        <TextArea
          name="tried"
          label={t("ask.field.tried")}
          hint={hint("tried")}
          defaultValue={typed.tried}
          rows={2}
          optional
        />
      </div>
      <PrivateLane audience="requester">
        <TextArea
          name="desiredOutcome"
          label={t("ask.field.outcome")}
          hint={t("ask.hint.outcome")}
          defaultValue={typed.desiredOutcome}
          rows={2}
          optional
        />
      </PrivateLane>
    </>
  );
}

const percent = (share: number) => Math.round(share * 100);

function Sorting() {
  const t = useT();
  const { categories, typed } = useLoaderData<AskPage>();
  return (
    <div className="ask-pair">
      <Select
        name="categoryId"
        label={t("ask.field.category")}
        hint={t("ask.hint.category")}
        defaultValue={typed.categoryId ?? ""}
        options={[{ value: "", label: t("ask.category.choose") }, ...categories]}
        optional
      />
      <TextInput
        name="tags"
        label={t("ask.field.tags")}
        hint={t("ask.hint.tags", { max: TAGS_MAX })}
        defaultValue={typed.tags}
        autoComplete="off"
        optional
      />
    </div>
  );
}

/** How somebody without an account is told. The second field is a trap: who reads or hears the page never meets it. */
function Contact() {
  const t = useT();
  const { typed } = useLoaderData<AskPage>();
  return (
    <>
      <TextInput
        name="email"
        type="email"
        label={t("ask.field.email")}
        hint={t("ask.hint.email")}
        defaultValue={typed.email}
        autoComplete="email"
        optional
      />
      <div className="unseen" aria-hidden="true">
        <label htmlFor="field-website">
          {t("ask.field.website")} {t("ask.hint.website")}
        </label>
        <input id="field-website" name="website" tabIndex={-1} autoComplete="off" />
      </div>
    </>
  );
}

function Nameless() {
  const t = useT();
  const { typed, mayBeNameless, acting } = useLoaderData<AskPage>();
  return mayBeNameless && !acting ? (
    <Checkbox
      name="anonymous"
      label={t("ask.field.anonymous")}
      hint={t("ask.hint.anonymous")}
      defaultChecked={typed.anonymous === "on"}
    />
  ) : null;
}
