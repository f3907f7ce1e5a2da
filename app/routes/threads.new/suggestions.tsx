import { useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "../../components/button.tsx";
import { ThreadStatus } from "../../components/status-mark.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { AskPage } from "./route.tsx";

/** Threads that look alike, with how they were solved: joining one is better than asking it again. */
export function Suggestions() {
  const t = useT();
  const { similar } = useLoaderData<AskPage>();
  return (
    <section className="suggestions" aria-labelledby="suggestions">
      <h2 id="suggestions">{t("ask.similar")}</h2>
      <p>{t("ask.similar.text")}</p>
      <ul>
        {similar.map((thread) => (
          <Suggestion key={thread.id} thread={thread} />
        ))}
      </ul>
      <p>
        <a href="#ask">{t("ask.similar.none")}</a>
      </p>
    </section>
  );
}

function Suggestion({ thread }: { thread: AskPage["similar"][number] }) {
  const t = useT();
  const { isVisitor } = useLoaderData<AskPage>();
  const { id, title, excerpt, isSolved } = thread;
  return (
    <li className="suggestion">
      <div>
        <h3 dir="auto">{title}</h3>
        {isSolved ? <ThreadStatus state="solved" /> : null}
      </div>
      {excerpt ? <p dir="auto">{excerpt}</p> : null}
      <div className="row">
        {isVisitor ? null : (
          <form method="post" action={`/threads/${id}/affected`}>
            <Button size="small" icon="users" name="is" value="on">
              {t("ask.similar.mine")}
            </Button>
          </form>
        )}
        <ButtonLink href={`/threads/${id}`} size="small" variant="plain" target="_blank" rel="noopener">
          {t("ask.similar.read")}
        </ButtonLink>
      </div>
    </li>
  );
}
