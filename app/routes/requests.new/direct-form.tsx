import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { ForWhom } from "../../components/for-whom.tsx";
import { MarkdownEditor } from "../../components/markdown-editor.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { PrivateLane } from "../../components/private-lane.tsx";
import { Select } from "../../components/select.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { FormAnswer } from "../../platform/http.server.ts";
import type { loader } from "./route.tsx";

interface Props {
  refused?: FormAnswer;
  typed?: FormAnswer["typed"];
  /** What others have asked stands above it. */
  isSeen: boolean;
}

/** Category, what happened, what they would like; all of it is read by staff alone. */
export function DirectForm({ refused, typed, isSeen }: Props) {
  const t = useT();
  const { categories, submissionKey, acting, principals } = useLoaderData<typeof loader>();
  const labels = {
    body: t("ask.field.body"),
    desiredOutcome: t("ask.field.outcome"),
    categoryId: t("ask.field.category"),
  };
  return (
    <PostForm
      answer={refused}
      kept={typed}
      action="/requests/new"
      audience="staff"
      labels={labels}
      id="direct"
      takesFiles
    >
      <ForWhom path="/requests/new" acting={acting} principals={principals} />
      <input type="hidden" name="submissionKey" value={typed?.submissionKey ?? submissionKey} />
      {isSeen || typed?.seen ? <input type="hidden" name="seen" value="yes" /> : null}
      {typed?.earlier ? <input type="hidden" name="earlier" value={typed.earlier} /> : null}
      <PrivateLane audience="requester">
        <MarkdownEditor name="body" label={labels.body} hint={t("direct.hint.body")} rows={8} takesFiles />
        <TextArea
          name="desiredOutcome"
          label={labels.desiredOutcome}
          hint={t("direct.hint.outcome")}
          rows={2}
          optional
        />
        <PrivateFinder fields={["body", "desiredOutcome"]} audience="staff" />
      </PrivateLane>
      <Select
        name="categoryId"
        label={labels.categoryId}
        hint={t("direct.hint.category")}
        defaultValue=""
        options={[{ value: "", label: t("ask.category.choose") }, ...categories]}
        optional
      />
      <div className="form-actions">
        <Button variant="primary" icon="lock">
          {t("direct.send")}
        </Button>
      </div>
    </PostForm>
  );
}
