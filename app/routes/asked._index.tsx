import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Banner } from "../components/banner.tsx";
import { Button, ButtonLink } from "../components/button.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { FormProblem } from "../components/form-problem.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { ThreadStatus } from "../components/status-mark.tsx";
import { requireGuestOfKey } from "../domain/accounts/guests.server.ts";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import type { Viewer } from "../domain/accounts/viewer.ts";
import { listNamelessThreads, listThreadsOfGuest } from "../domain/threads/asked-by-guest.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { env } from "../platform/env.server.ts";
import { type FormAnswer, handleLoader } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const key = new URL(request.url).searchParams.get("key");
    return key ? byLink(viewer, key) : bySession(viewer);
  });

/** Whoever has the link may see what it leads to; to go on there they press a button, which no program that reads mail does. */
async function byLink(viewer: Viewer, key: string) {
  const guest = await requireGuestOfKey(key);
  const threads = await listThreadsOfGuest(guest.id);
  const isHere = viewer.id === guest.id;
  const kind = isHere ? "here" : viewer.kind === "member" || viewer.kind === "staff" ? "member" : "link";
  const contact = guest.contactEmail !== null;
  const link = new URL(`/asked?key=${key}`, env.ORIGIN).href;
  return { kind, key, threads, contact, link, isMailStopped: isHere && viewer.isMailStopped } as const;
}

async function bySession(viewer: Viewer) {
  const isGuest = viewer.kind === "guest";
  const threads = await (isGuest ? listThreadsOfGuest(viewer.id) : listNamelessThreads(viewer.id));
  const kind = isGuest ? "here" : viewer.kind === "visitor" ? "nobody" : "nameless";
  return { kind, key: "", threads, contact: false, link: "", isMailStopped: isGuest && viewer.isMailStopped } as const;
}

type AskedPage = Awaited<ReturnType<typeof byLink>> | Awaited<ReturnType<typeof bySession>>;

export const headers: HeadersFunction = ({ errorHeaders }) => {
  const own = new Headers(errorHeaders);
  own.set("Cache-Control", "private, no-store");
  return own;
};

/** The address holds a secret: no other page is told where its reader came from. */
export const meta: MetaFunction = ({ matches }) => [
  ...pageMeta(matches, (t) => ({ title: t("asked.title"), isUnlisted: true })),
  { name: "referrer", content: "strict-origin" },
];

/** What somebody has asked without an account, or without their name. */
export default function Asked() {
  const t = useT();
  const page = useLoaderData<AskedPage>();
  const answer = useActionData<FormAnswer>();
  return (
    <PageLayout title={t("asked.title")} lead={t(`asked.lead.${page.kind}`)} width="text">
      {answer ? <FormProblem problem={answer.problem} /> : null}
      {page.link && page.kind === "here" ? <Keep page={page} /> : null}
      {page.isMailStopped ? (
        <Banner tone="warning" title={t("bounces.title")}>
          <p>{t("bounces.guest")}</p>
        </Banner>
      ) : null}
      <Questions page={page} />
      <Next page={page} />
    </PageLayout>
  );
}

/** The link is shown this once: nobody can find it again. */
function Keep({ page: { link, contact } }: { page: AskedPage }) {
  const t = useT();
  return (
    <Banner tone="warning" icon="link" title={t("asked.keep")}>
      <p>{t(contact ? "asked.keep.mailed" : "asked.keep.text")}</p>
      <p>
        <code className="secret-link">{link}</code> <CopyButton text={link} />
      </p>
    </Banner>
  );
}

function Questions({ page: { threads, kind } }: { page: AskedPage }) {
  const t = useT();
  if (threads.length === 0)
    return (
      <EmptyState
        icon="link"
        title={t("asked.none")}
        action={<ButtonLink href="/threads/new">{t("shell.ask")}</ButtonLink>}
      >
        {t(kind === "nobody" ? "asked.none.link" : "asked.none.text")}
      </EmptyState>
    );
  return (
    <ul className="asked">
      {threads.map(({ id, title, state, replies }) => (
        <li key={id}>
          <a href={`/threads/${id}`} dir="auto">
            {title}
          </a>
          <MetaLine>
            <ThreadStatus state={state} />
            <span>{t("thread.count.replies", { count: replies })}</span>
          </MetaLine>
        </li>
      ))}
    </ul>
  );
}

/** How to go on: as the asker, or with an account. */
function Next({ page: { kind, key } }: { page: AskedPage }) {
  const t = useT();
  const keyField = <input type="hidden" name="key" value={key} />;
  if (kind === "link")
    return (
      <form method="post" action="/asked/session">
        {keyField}
        <Button variant="primary">{t("asked.go_on")}</Button>
      </form>
    );
  if (kind === "member")
    return (
      <form method="post" action="/asked/owner" className="stack stack-s">
        {keyField}
        <p>{t("asked.claim.text")}</p>
        <Button variant="primary">{t("asked.claim")}</Button>
      </form>
    );
  return kind === "here" ? (
    <form method="post" action="/asked/account" className="stack stack-s">
      <p>{t("asked.account.text")}</p>
      <Button>{t("asked.account")}</Button>
    </form>
  ) : null;
}
