import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Badge } from "../../components/badge.tsx";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { Button } from "../../components/button.tsx";
import { KeptWords } from "../../components/kept-words.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { MarkdownEditor } from "../../components/markdown-editor.tsx";
import { NoteCard } from "../../components/message-cards.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { PrivateLane } from "../../components/private-lane.tsx";
import { requireMember } from "../../domain/accounts/viewer.server.ts";
import { markSubjectRead } from "../../domain/notifications/mark-read.server.ts";
import { requireTalk } from "../../domain/tickets/talks.server.ts";
import { MESSAGE_MAX } from "../../domain/tickets/ticket.ts";
import { useT } from "../../i18n/use-t.tsx";
import { type FormAnswer, handleLoader, idParam } from "../../platform/http.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const talk = await requireTalk(viewer, idParam(params.id));
    await markSubjectRead(viewer, { talkId: talk.id });
    return { talk, submissionKey: crypto.randomUUID() };
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("talk.title"), isUnlisted: true }));

/** A question among staff with its answers. Who may not open the ticket sees this and no more of it. */
export default function Talk() {
  const t = useT();
  const { talk } = useLoaderData<typeof loader>();
  const { ticket, askedByName, askedName, askedRole, closedAt, helped, may } = talk;
  const answer = useActionData<FormAnswer>();
  const isAnswer = useLocation().pathname.endsWith("/answers");
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/staff/asked", label: t("talk.asked") }]} />}
      title={t("talk.title")}
      lead={t("talk.whom", { by: askedByName, name: askedName ?? "", role: askedRole ?? "person" })}
    >
      <PrivateLane
        audience="inside"
        aside={ticket ? <a href={`/staff/tickets/${ticket.number}`}>{`#${ticket.number} ${ticket.subject}`}</a> : null}
      >
        {talk.messages.map(({ id, name, at, html }) => (
          <NoteCard key={id} id={id} author={{ name }} at={at} html={html} />
        ))}
        {talk.overdueAt && !talk.answeredAt && !closedAt ? (
          <Badge tone="warning" icon="hourglass">
            {t("talk.overdue")}
          </Badge>
        ) : null}
        {closedAt ? (
          <Badge tone={helped ? "success" : "neutral"}>{t(helped ? "talk.helped" : "talk.didnt")}</Badge>
        ) : null}
        {may.close ? <End id={talk.id} /> : null}
        {may.answer ? <Answer answer={isAnswer ? (answer ?? null) : null} /> : null}
        <KeptWords answer={answer} />
      </PrivateLane>
    </PageLayout>
  );
}

function Answer({ answer }: { answer: FormAnswer | null }) {
  const t = useT();
  const { talk, submissionKey } = useLoaderData<typeof loader>();
  return (
    <PostForm audience="desk" answer={answer} action={`/staff/asked/${talk.id}/answers`}>
      <input type="hidden" name="submissionKey" value={submissionKey} />
      <MarkdownEditor
        name="body"
        label={t(talk.may.close ? "talk.more" : "talk.answer")}
        hint={t("talk.answer.hint")}
        maxLength={MESSAGE_MAX}
        rows={4}
      />
      <PrivateFinder fields={["body"]} audience="desk" />
      <div className="form-actions">
        <Button variant={talk.may.close ? "quiet" : "primary"} icon="reply">
          {t(talk.may.close ? "talk.more.do" : "talk.answer.do")}
        </Button>
      </div>
    </PostForm>
  );
}

/** Said by who asked: what it was worth. */
function End({ id }: { id: number }) {
  const t = useT();
  return (
    <form method="post" action={`/staff/asked/${id}/end`} className="row">
      <span className="small">{t("talk.end")}</span>
      <Button size="small" icon="check" name="is" value="helped">
        {t("talk.end.helped")}
      </Button>
      <Button size="small" variant="plain" name="is" value="didnt">
        {t("talk.end.didnt")}
      </Button>
    </form>
  );
}
