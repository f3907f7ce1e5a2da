import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { FormProblem } from "../../components/form-problem.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useRefusal, useSeenVersion } from "./refused.ts";
import { Entry } from "./timeline.tsx";

/** Forms whose refusal stands at the form itself. */
const AT_THEIR_FORM = [
  "assignment",
  "responses",
  "notes",
  "resolution",
  "supervision",
  "waiting",
  "promises",
  "settlements",
  "return",
  "statement",
  "override",
  "steps",
  "readings",
  "facts",
  "duty-grants",
  "duty-refusals",
  "duty-settlements",
  "goodwill",
  "goodwill-approval",
  "goodwill-refusal",
  "detachments",
];

/** What was refused at a form that shows its refusal itself, if it is still there. */
export function useFormless() {
  const refusal = useRefusal();
  return refusal && AT_THEIR_FORM.includes(refusal.noun) ? refusal.answer : null;
}

/**
 * Why nothing was done. When something came in between: what it was, so that it can be read before trying again; what
 * was typed is in its form.
 */
export function Changed() {
  const refusal = useRefusal();
  const seen = useSeenVersion();
  if (seen !== null) return <WhatIsNew seen={seen} />;
  if (!refusal || AT_THEIR_FORM.includes(refusal.noun)) return null;
  return <FormProblem problem={refusal.answer.problem} />;
}

function WhatIsNew({ seen }: { seen: number }) {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const news = ticket.timeline.filter(({ version }) => (version ?? 0) > seen);
  return (
    <div role="alert" tabIndex={-1} data-focus className="stack stack-s">
      <Banner tone="warning" title={t("ticket.changed.title")}>
        <p>{t("ticket.changed.text")}</p>
      </Banner>
      <ol className="timeline changed-news" aria-label={t("ticket.changed.title")}>
        {news.map((entry) => (
          <Entry key={entry.id} entry={entry} anchor="news" />
        ))}
      </ol>
    </div>
  );
}
