import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { FormAnswer } from "../../platform/http.server.ts";
import type { ShownReply, ThreadPage } from "./load.server.ts";

/** Whether the thread asks several questions still. */
export function useHasQuestions(): boolean {
  const { thread } = useLoaderData<ThreadPage>();
  return thread.questions.some(({ isSplit }) => !isSplit);
}

/** Which of several questions a reply answers: what is ticked is marked, and can be changed. */
export function WhichQuestions({ reply }: { reply: ShownReply }) {
  const t = useT();
  const { thread } = useLoaderData<ThreadPage>();
  const answer = useActionData<FormAnswer>();
  const isRefused = useLocation().pathname === `/posts/${reply.id}/solution` && answer !== undefined;
  const open = thread.questions.filter(({ isSplit }) => !isSplit);
  return (
    <details className="which-questions" open={isRefused}>
      <summary className="button button-quiet button-small">
        <Icon name="circle-check" /> {t(reply.isSolution ? "question.which.change" : "question.which")}
      </summary>
      <form method="post" action={`/posts/${reply.id}/solution`}>
        <fieldset>
          <legend>{t("question.which.legend")}</legend>
          {open.map(({ number, text }) => (
            <label key={number} className="choice">
              <input
                type="checkbox"
                name="questions"
                value={number}
                defaultChecked={reply.answers.includes(number) || open.length === 1}
              />
              <span dir="auto">{text}</span>
            </label>
          ))}
        </fieldset>
        <div className="row">
          <Button size="small" name="is" value="on" icon="check">
            {t("question.which.do")}
          </Button>
          {reply.isSolution ? (
            <Button size="small" variant="plain" name="is" value="off" icon="undo-2">
              {t("post.unmark")}
            </Button>
          ) : null}
        </div>
      </form>
    </details>
  );
}
