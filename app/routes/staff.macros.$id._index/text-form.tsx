import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import type { FormAnswer } from "../../components/form-answer.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { MacroFields } from "./fields.tsx";
import type { loadMacro } from "./load.server.ts";

/** Where the text is written: the draft, or what is approved as the beginning of the next version. */
export function TextForm() {
  const t = useT();
  const { macro, categories } = useLoaderData<typeof loadMacro>();
  const { id, name, category, draft, approved, retiredAt } = macro;
  const answer = useActionData<FormAnswer>();
  const isOwn = useLocation().pathname.endsWith(`/macros/${id}`);
  if (retiredAt) return null;
  return (
    <details className="disclosure" open={draft !== null || (answer !== undefined && isOwn)}>
      <summary>{t(draft ? "macros.writing" : "macros.change")}</summary>
      <PostForm className="form disclosure-body" answer={isOwn ? answer : undefined} action={`/staff/macros/${id}`}>
        {draft ? <input type="hidden" name="revision" value={draft.revision} /> : null}
        <MacroFields
          isPlaced={macro.version > 0 && !macro.may.approve}
          categories={categories}
          name={name}
          categoryId={category?.id ?? null}
          texts={draft?.texts ?? approved?.texts ?? {}}
        />
        <div className="form-actions">
          <Button variant={draft ? "quiet" : "primary"}>{t("macros.save")}</Button>
        </div>
      </PostForm>
    </details>
  );
}
