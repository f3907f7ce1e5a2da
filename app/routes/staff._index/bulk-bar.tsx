import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import type { FormAnswer } from "../../components/form-answer.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { Select } from "../../components/select.tsx";
import { PRIORITIES } from "../../domain/tickets/ticket.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { InboxPage } from "./load.server.ts";
import { useOpenView } from "./views-nav.tsx";

/** One thing for all tickets that are ticked below. None of it settles a ticket: that is read first. */
export function BulkBar() {
  const t = useT();
  const { agents } = useLoaderData<InboxPage>();
  const answer = useActionData<FormAnswer>();
  const open = useOpenView();
  const people = agents.map(({ id, name }) => ({ value: String(id), label: name }));
  const priorities = PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }));
  return (
    <details className="bulk" open={answer !== undefined} data-bulk="">
      <summary>{t("bulk")}</summary>
      <PostForm
        id="bulk"
        className="bulk-form"
        answer={answer}
        action={`/staff/deeds?view=${open?.href.split("=")[1] ?? ""}`}
      >
        <div className="bulk-deed">
          <Select name="assigneeId" label={t("bulk.assignee")} options={people} />
          <Button size="small" name="kind" value="assign">
            {t("bulk.assign")}
          </Button>
        </div>
        <div className="bulk-deed">
          <Select name="priority" label={t("bulk.priority")} options={priorities} defaultValue="normal" />
          <Button size="small" name="kind" value="prioritise">
            {t("bulk.prioritise")}
          </Button>
        </div>
        <Button size="small" name="kind" value="put_back">
          {t("bulk.put_back")}
        </Button>
        <p className="small soft" id="field-tickets">
          {t("bulk.hint")}
        </p>
      </PostForm>
    </details>
  );
}
