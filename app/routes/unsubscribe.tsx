import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Banner } from "../components/banner.tsx";
import { Button } from "../components/button.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { findUnsubscription, undoUnsubscribe, unsubscribe } from "../domain/notifications/unsubscribe.server.ts";
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

/** Ends it at once, without a cookie and without a redirect, as mail programs want it (RFC 8058); or puts it back. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleSignedAction(async () => {
    const token = tokenIn(request);
    const undo = await undoIn(request);
    if (undo) return { isUndone: await undoUnsubscribe(token, undo), before: null };
    return { isUndone: false, before: (await unsubscribe(token))?.before ?? null };
  });

/** A mail program's body says nothing that we read, in whatever form it comes. */
async function undoIn(request: Request) {
  const form = await request.formData().catch(() => null);
  const undo = form?.get("undo");
  return typeof undo === "string" ? undo : null;
}

/** The page behind the link at the end of a mail. */
export default function Unsubscribe() {
  const t = useT();
  const { of, title } = useLoaderData<typeof loader>();
  const done = useActionData<typeof action>();
  return (
    <PageLayout width="narrow" title={t("unsubscribe.title")}>
      {of === null ? <p>{t("unsubscribe.broken")}</p> : null}
      {of !== null && done?.before ? (
        <Banner tone="success" role="status" title={t("unsubscribe.done")} actions={<Undo before={done.before} />}>
          {t(`unsubscribe.of.${of}`, { title })}
        </Banner>
      ) : null}
      {of !== null && done?.isUndone ? <Banner tone="success" role="status" title={t("unsubscribe.undone")} /> : null}
      {of !== null && !done?.before ? <Stop text={t(`unsubscribe.of.${of}`, { title })} /> : null}
      <p>
        <a href="/notifications/preferences">{t("mail.choices")}</a>
      </p>
    </PageLayout>
  );
}

function Stop({ text }: { text: string }) {
  const t = useT();
  return (
    <form method="post" action={useAddress()} className="form">
      <p dir="auto">{text}</p>
      <Button variant="primary">{t("unsubscribe.button")}</Button>
    </form>
  );
}

/** As it was before, if it was anything else. */
function Undo({ before }: { before: string }) {
  const t = useT();
  return (
    <form method="post" action={useAddress()}>
      <Button size="small" icon="undo-2" name="undo" value={before}>
        {t("notifications.undo")}
      </Button>
    </form>
  );
}

/** The signed address is the whole authority of both forms. */
function useAddress() {
  const { token } = useLoaderData<typeof loader>();
  return `/unsubscribe?token=${encodeURIComponent(token)}`;
}
