import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "../components/button.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { Time } from "../components/time.tsx";
import { requireWriter, viewerOf } from "../domain/accounts/viewer.server.ts";
import { acceptDelegation } from "../domain/delegations/accept-delegation.server.ts";
import { requireOffer } from "../domain/delegations/delegations.server.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader } from "../platform/http.server.ts";
import { scopesIn } from "./delegations._index/scopes.ts";

/** Whoever has the link sees what it offers; to accept they press a button, which no program that reads mail does. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const key = new URL(request.url).searchParams.get("key") ?? "";
    const viewer = await viewerOf(request);
    const { principalId, name, scopes, expiresAt, standing } = await requireOffer(key);
    const isOwn = principalId === viewer.id;
    const isSignedIn = viewer.kind === "member" || viewer.kind === "staff";
    return { key, name, scopes, expiresAt, isOwn, isOpen: standing === "pending", isSignedIn, now: new Date() };
  });

export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const key = String(form.get("key") ?? "");
    await acceptDelegation(await requireWriter(request), key);
    return "/delegations";
  });

export const headers: HeadersFunction = ({ errorHeaders }) => {
  const own = new Headers(errorHeaders);
  own.set("Cache-Control", "private, no-store");
  return own;
};

/** The address holds a secret: no other page is told where its reader came from. */
export const meta: MetaFunction = ({ matches }) => [
  ...pageMeta(matches, (t) => ({ title: t("acting.accept.title"), isUnlisted: true })),
  { name: "referrer", content: "strict-origin" },
];

/** What somebody offers with a link, before anything is accepted. */
export default function Acceptance() {
  const t = useT();
  const { name, scopes, expiresAt, isOwn, isOpen, now } = useLoaderData<typeof loader>();
  const at = <Time key="at" at={expiresAt} format="day" now={now} />;
  return (
    <PageLayout width="text" title={t("acting.accept.title")} lead={t("acting.accept.lead", { name })}>
      {isOpen ? (
        <p>
          <T k="acting.accept.text" values={{ scopes: scopesIn(t, scopes), at }} />
        </p>
      ) : null}
      {isOwn ? <p>{t("acting.accept.own")}</p> : isOpen ? <Accept /> : <p>{t("acting.accept.over", { name })}</p>}
    </PageLayout>
  );
}

function Accept() {
  const t = useT();
  const { key, name, isSignedIn } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  const back = encodeURIComponent(`/delegations/acceptance?key=${key}`);
  if (!isSignedIn)
    return (
      <p className="row">
        <ButtonLink variant="primary" href={`/login?redirectTo=${back}`}>
          {t("acting.accept.sign_in")}
        </ButtonLink>
        <ButtonLink href={`/signup?redirectTo=${back}`}>{t("acting.accept.sign_up")}</ButtonLink>
      </p>
    );
  return (
    <PostForm answer={answer} action={`/delegations/acceptance?key=${encodeURIComponent(key)}`}>
      <input type="hidden" name="key" value={key} />
      <Button variant="primary">{t("acting.accept", { name })}</Button>
    </PostForm>
  );
}
