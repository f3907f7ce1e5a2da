import { useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Time } from "../../components/time.tsx";
import { T, useT } from "../../i18n/use-t.tsx";
import type { FormAnswer } from "../../platform/http.server.ts";
import type { ThreadPage } from "./load.server.ts";

type Draft = NonNullable<ThreadPage["begun"]>;

/** What the viewer has begun to reply here, in whichever tab or on whichever device: theirs alone, until it is sent. */
export function Begun({ answer }: { answer?: FormAnswer }) {
  const { begun, otherDrafts } = useLoaderData<ThreadPage>();
  const inBox = answer ? answer.typed.draft : begun?.key;
  const others = (begun ? [begun, ...otherDrafts] : otherDrafts).filter(({ key }) => key !== inBox);
  if (!begun && others.length === 0) return null;
  return (
    <div className="reply-begun small">
      {begun && !answer ? <InBox draft={begun} /> : null}
      {others.length > 0 ? <Others drafts={others} /> : null}
    </div>
  );
}

function InBox({ draft }: { draft: Draft }) {
  const { now } = useLoaderData<ThreadPage>();
  const t = useT();
  return (
    <div className="ask-draft">
      <span className="soft">
        <T k="reply.begun" values={{ at: <Time at={draft.at} format="relative" now={now} /> }} />
      </span>
      <Discard draft={draft} label={t("reply.begun.discard")} isInBox />
    </div>
  );
}

function Others({ drafts }: { drafts: readonly Draft[] }) {
  const t = useT();
  const { thread, now } = useLoaderData<ThreadPage>();
  return (
    <>
      <p className="soft">{t("reply.begun.others", { count: drafts.length })}</p>
      <ul>
        {drafts.map((draft) => (
          <li key={draft.key} className="ask-draft">
            <span dir="auto">{beginningOf(draft.body)}</span> <Time at={draft.at} format="relative" now={now} />
            <ButtonLink size="small" href={`/threads/${thread.id}?draft=${draft.key}#reply`}>
              {t("ask.drafts.continue")}
            </ButtonLink>
            <Discard draft={draft} label={t("ask.drafts.discard")} />
          </li>
        ))}
      </ul>
    </>
  );
}

const SHOWN = 100;
const beginningOf = (body: string) => body.trim().split("\n", 1)[0]?.slice(0, SHOWN).toWellFormed();

function Discard({ draft, label, isInBox }: { draft: Draft; label: string; isInBox?: boolean }) {
  const { thread } = useLoaderData<ThreadPage>();
  return (
    <form method="post" action={`/threads/${thread.id}/draft`} data-reply-discard={isInBox ? "" : undefined}>
      <input type="hidden" name="draft" value={draft.key} />
      <input type="hidden" name="draftAt" value={draft.at} />
      <Button size="small" variant="plain" name="is" value="off">
        {label}
      </Button>
    </form>
  );
}
