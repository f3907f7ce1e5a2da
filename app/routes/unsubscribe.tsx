import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Banner } from "../components/banner.tsx";
import { Button } from "../components/button.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { findUnsubscription, unsubscribe } from "../domain/notifications/unsubscribe.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { handleLoader, handleSignedAction } from "../platform/http.server.ts";

const tokenIn = (request: Request) => new URL(request.url).searchParams.get("token") ?? "";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("unsubscribe.title"), isUnlisted: true }));

/** Opening the link ends nothing: programs that look through mail open every one. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const token = tokenIn(request);
    const found = await findUnsubscription(token);
    if (!found) return { token: "", of: null, title: "" };
    const { source, title } = found;
    return { token, of: source.kind === "group" ? source.group : source.kind, title };
  });

/** Ends it at once, without a cookie and without a redirect, as mail programs want it (RFC 8058). */
export const action = ({ request }: ActionFunctionArgs) =>
  handleSignedAction(async () => ({ isDone: await unsubscribe(tokenIn(request)) }));

/** The page behind the link at the end of a mail. */
export default function Unsubscribe() {
  const t = useT();
  const { token, of, title } = useLoaderData<typeof loader>();
  const isDone = useActionData<typeof action>()?.isDone === true;
  return (
    <PageLayout width="narrow" title={t("unsubscribe.title")}>
      {of === null ? <p>{t("unsubscribe.broken")}</p> : null}
      {of !== null && isDone ? (
        <Banner tone="success" role="status" title={t("unsubscribe.done")}>
          {t(`unsubscribe.of.${of}`, { title })}
        </Banner>
      ) : null}
      {of !== null && !isDone ? (
        <form method="post" action={`/unsubscribe?token=${encodeURIComponent(token)}`} className="form">
          <p dir="auto">{t(`unsubscribe.of.${of}`, { title })}</p>
          <Button variant="primary">{t("unsubscribe.button")}</Button>
        </form>
      ) : null}
      <p>
        <a href="/notifications/preferences">{t("mail.choices")}</a>
      </p>
    </PageLayout>
  );
}
