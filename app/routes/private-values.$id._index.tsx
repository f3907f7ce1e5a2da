import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Banner } from "../components/banner.tsx";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { PrivateLane } from "../components/private-lane.tsx";
import { TextInput } from "../components/text-input.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { requirePrivateValue } from "../domain/private-values/private-values.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleLoader, idParam } from "../platform/http.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    return { value: await requirePrivateValue(viewer, idParam(params.id)), submissionKey: crypto.randomUUID() };
  });

/** Shown for a minute: what an action answers in place of a problem. */
export interface Revealed {
  revealed: string;
}

export const SHOWN_S = 60;

/** A revealed value is in this one answer alone; the browser keeps none of it, and goes back to the mask by itself. */
export const headers: HeadersFunction = ({ actionHeaders, errorHeaders }) => {
  const own = new Headers(errorHeaders ?? actionHeaders);
  own.set("Cache-Control", "private, no-store");
  return own;
};

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, (t) => ({
    title: data ? t("private.title", { name: data.value.name ?? t(`private.kind.${data.value.kind}`) }) : "",
    isUnlisted: true,
  }));

type Loaded = typeof loader;

/** A private field: masked, with who has looked at it and why. */
export default function PrivateValue() {
  const t = useT();
  const { value } = useLoaderData<Loaded>();
  const answer = useActionData<FormAnswer | Revealed>();
  const name = value.name ?? t(`private.kind.${value.kind}`);
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: value.stands.href, label: value.stands.title }]} />}
      title={t("private.title", { name })}
      lead={t(value.isOwn ? "private.lead.own" : "private.lead.staff")}
    >
      <PrivateLane audience={value.isOwn ? "requester" : "staff"}>
        <Shown revealed={answer && "revealed" in answer ? answer.revealed : null} />
        {value.erasedAt ? <Banner icon="info">{t("private.erased")}</Banner> : null}
        {value.mayReveal ? <RevealForm answer={answer && "problem" in answer ? answer : null} /> : null}
        {value.mayReveal || value.erasedAt ? null : <p>{t("private.not_yours")}</p>}
      </PrivateLane>
      <Looks />
      {value.isOwn && value.erasedAt === null ? <Erasure /> : null}
    </PageLayout>
  );
}

function Shown({ revealed }: { revealed: string | null }) {
  const t = useT();
  const { value } = useLoaderData<Loaded>();
  if (revealed === null) return value.erasedAt ? null : <p className="private-value numeric">{value.mask}</p>;
  return (
    <div role="status">
      <p className="private-value" dir="auto">
        {revealed} <CopyButton text={revealed} />
      </p>
      <p className="small soft">{t("private.shown_for", { seconds: SHOWN_S })}</p>
    </div>
  );
}

function RevealForm({ answer }: { answer: FormAnswer | null }) {
  const t = useT();
  const { value, submissionKey } = useLoaderData<Loaded>();
  return (
    <PostForm action={`/private-values/${value.id}/reveals`} answer={answer} labels={{ reason: t("private.reason") }}>
      <input type="hidden" name="submissionKey" value={submissionKey} />
      {value.isOwn ? null : (
        <TextInput name="reason" label={t("private.reason")} hint={t("private.reason.hint")} maxLength={200} />
      )}
      <div className="form-actions">
        <Button variant="primary" icon="eye">
          {t("private.reveal")}
        </Button>
      </div>
    </PostForm>
  );
}

function Looks() {
  const t = useT();
  const { value } = useLoaderData<Loaded>();
  return (
    <Card title={t("private.looks")}>
      {value.looks.length === 0 ? <p className="soft">{t("private.looks.none")}</p> : null}
      <ul className="private-looks">
        {value.looks.map(({ id, by, isOwner, reason, at }) => (
          <li key={id}>
            <Time at={at} /> · <bdi>{isOwner ? t("private.looks.owner") : by}</bdi>
            {reason ? (
              <>
                {": "}
                <q dir="auto">{reason}</q>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Erasure() {
  const t = useT();
  const { value } = useLoaderData<Loaded>();
  return (
    <Card title={t("private.erase.title")}>
      <p>{t("private.erase.text")}</p>
      <form method="post" action={`/private-values/${value.id}/erasure`}>
        <Button icon="x">{t("private.erase")}</Button>
      </form>
    </Card>
  );
}
