import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Icon } from "../components/icon.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Pager } from "../components/pager.tsx";
import { ThreadStatus, TicketStatus } from "../components/status-mark.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import type { Case } from "../domain/tickets/case.ts";
import { listCases, listTurns } from "../domain/tickets/cases.server.ts";
import type { ThreadState, TicketState } from "../generated/prisma/enums.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("cases.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const after = new URL(request.url).searchParams.get("after");
    const turns = await listTurns(viewer);
    return { turns, ...(await listCases(viewer, after, turns)), isFirst: after === null, now: new Date() };
  });

/** Everything somebody has under way: what waits for them first, then the rest with the latest word on top. */
export default function Cases() {
  const t = useT();
  const { turns, cases, next, isFirst } = useLoaderData<typeof loader>();
  const hasAny = turns.length + cases.length > 0;
  return (
    <PageLayout width="text" title={t("cases.title")} lead={t("cases.lead")}>
      {isFirst ? (
        <p>
          <a href="/cases/promises">{t("ledger.link")}</a>
        </p>
      ) : null}
      {isFirst && !hasAny ? <None /> : null}
      {isFirst && hasAny ? (
        <section className="cases" aria-labelledby="cases-turn">
          <h2 id="cases-turn">{t("cases.turn", { count: turns.length })}</h2>
          {turns.length === 0 ? <p className="soft">{t("cases.turn.none")}</p> : <List cases={turns} />}
        </section>
      ) : null}
      {cases.length > 0 ? (
        <section className="cases" aria-labelledby="cases-others">
          <h2 id="cases-others">{t("cases.others")}</h2>
          <List cases={cases} />
        </section>
      ) : null}
      <Pager newer={isFirst ? null : "/cases"} older={next && `/cases?after=${next}`} />
    </PageLayout>
  );
}

const keyOf = ({ kind, id }: Pick<Case, "kind" | "id">) => `${kind} ${id}`;

function None() {
  const t = useT();
  return (
    <EmptyState
      icon="messages-square"
      title={t("cases.none")}
      action={<ButtonLink href="/threads/new">{t("shell.ask")}</ButtonLink>}
    >
      {t("cases.none.text")}
    </EmptyState>
  );
}

function List({ cases }: { cases: Case[] }) {
  return (
    <ul className="notices">
      {cases.map((one) => (
        <Row key={keyOf(one)} one={one} />
      ))}
    </ul>
  );
}

function Row({ one }: { one: Case }) {
  const t = useT();
  const { kind, href, title, unread } = one;
  const isPrivate = kind === "request";
  return (
    <li className={`notice ${isPrivate ? "notice-private" : ""} ${unread > 0 ? "notice-unread" : ""}`}>
      <Icon name={isPrivate ? "lock" : "messages-square"} label={isPrivate ? t("private.requester") : undefined} />
      <div className="notice-text">
        <a href={href} dir="auto">
          {title}
        </a>
        <Asked one={one} />
        <Standing one={one} />
        <Promises one={one} />
      </div>
    </li>
  );
}

/** What is asked of its owner, or who they wait for, and until when. */
function Asked({ one: { ask, until, wanted, forName } }: { one: Case }) {
  const t = useT();
  const { now } = useLoaderData<typeof loader>();
  const at = until && <Time key="at" at={until} format="dateTime" now={now} />;
  const date = ask ? "cases.until" : until && until < now ? "cases.late" : "cases.next";
  const whose = ask && (forName ? t("cases.turn_of", { name: forName }) : t(`cases.ask.${ask}`));
  return (
    <>
      {whose ? <strong dir="auto">{whose}</strong> : null}
      {wanted ? <span dir="auto">{wanted}</span> : null}
      {at ? <span className="notice-time">{<T k={date} values={{ at }} />}</span> : null}
    </>
  );
}

/** Where it stands in either lane. */
function Standing({ one: { kind, state, at, title, threads, unread, forName, isNameless } }: { one: Case }) {
  const t = useT();
  const { now } = useLoaderData<typeof loader>();
  return (
    <MetaLine>
      {unread > 0 ? <strong>{t("cases.unread", { count: unread })}</strong> : null}
      {forName ? <bdi>{t("acting.for", { name: forName })}</bdi> : null}
      {isNameless ? <span>{t("cases.nameless")}</span> : null}
      {kind === "request" ? (
        <TicketStatus state={state as TicketState} audience="requester" />
      ) : (
        <ThreadStatus state={state as ThreadState} />
      )}
      {threads.map((thread) => (
        <span key={thread.id} className="notice-aside">
          <T
            k="cases.public"
            values={{
              thread: (
                <a key="thread" href={`/threads/${thread.id}`}>
                  {thread.title === title ? t("cases.public.question") : <bdi>{thread.title}</bdi>}
                </a>
              ),
            }}
          />
        </span>
      ))}
      <Time at={at} now={now} />
    </MetaLine>
  );
}

function Promises({ one: { promises } }: { one: Case }) {
  const { now } = useLoaderData<typeof loader>();
  return promises.map(({ text, dueAt }) => (
    <span key={`${dueAt.toISOString()} ${text}`} className="notice-time">
      <T
        k="cases.promise"
        values={{ text: <bdi key="text">{text}</bdi>, at: <Time key="at" at={dueAt} format="dateTime" now={now} /> }}
      />
    </span>
  ));
}
