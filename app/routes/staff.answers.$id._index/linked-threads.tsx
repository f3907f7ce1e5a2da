import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { type EditedAnswer, useEdited, useRefusal } from "./edited.ts";

/** The threads that the answer stands on, or will. */
export function LinkedThreads() {
  const t = useT();
  const { threads, version, mayWrite } = useEdited().answer;
  return (
    <Card title={t("answer.threads")}>
      {threads.length === 0 ? <p className="soft">{t("linked.none")}</p> : null}
      <ul className="linked-threads">
        {threads.map((thread) => (
          <LinkedThread key={thread.id} thread={thread} />
        ))}
      </ul>
      {mayWrite ? <LinkForm isPublished={version > 0} /> : null}
    </Card>
  );
}

function LinkedThread({ thread }: { thread: EditedAnswer["threads"][number] }) {
  const t = useT();
  const { id, mayWrite } = useEdited().answer;
  return (
    <li>
      <a href={`/threads/${thread.id}`} dir="auto">
        {thread.title}
      </a>
      {mayWrite ? (
        <form method="post" action={`/staff/answers/${id}/threads`}>
          <input type="hidden" name="threadId" value={thread.id} />
          <input type="hidden" name="is" value="off" />
          <Button size="small" variant="plain" icon="x" aria-label={t("linked.remove", { title: thread.title })}>
            {t("linked.remove.short")}
          </Button>
        </form>
      ) : null}
    </li>
  );
}

function LinkForm({ isPublished }: { isPublished: boolean }) {
  const t = useT();
  const { id } = useEdited().answer;
  return (
    <PostForm className="form link-form" action={`/staff/answers/${id}/threads`} answer={useRefusal("/threads")}>
      <input type="hidden" name="is" value="on" />
      <TextInput
        name="threadId"
        label={t("linked.number")}
        hint={isPublished ? t("linked.number.told") : undefined}
        inputMode="numeric"
        pattern="[0-9]+"
        autoComplete="off"
      />
      <Button icon="link">{t("linked.add")}</Button>
    </PostForm>
  );
}
