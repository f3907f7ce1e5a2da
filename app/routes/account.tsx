import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Banner } from "../components/banner.tsx";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { Select } from "../components/select.tsx";
import { TextInput } from "../components/text-input.tsx";
import { NAME_MAX, PASSWORD_MIN, profileInput } from "../domain/accounts/input.ts";
import { changeProfile, requireOwnAccount } from "../domain/accounts/profile.server.ts";
import { requireMember, requireWriter } from "../domain/accounts/viewer.server.ts";
import { refusePrivateName } from "../domain/private-values/settle-form.server.ts";
import { localeNames, locales } from "../i18n/locales.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../platform/http.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("account.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const account = await requireOwnAccount(viewer);
    const isSaved = new URL(request.url).searchParams.has("saved");
    return {
      account,
      isSaved,
      timeZone: account.timeZone ?? viewer.timeZone,
      timeZones: Intl.supportedValuesOf("timeZone"),
    };
  });

export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const input = parseForm(profileInput, form);
    await refusePrivateName(viewer, input, ["name"]);
    await changeProfile(viewer, input, locales);
    return "/account?saved";
  });

type Loaded = typeof loader;

export default function Account() {
  const t = useT();
  const { account, isSaved } = useLoaderData<Loaded>();
  return (
    <PageLayout
      width="text"
      title={t("account.title")}
      lead={
        <MetaLine>
          {account.email}
          <a href={`/people/${account.handle}`}>{t("account.public")}</a>
        </MetaLine>
      }
    >
      {isSaved ? <Banner tone="success" role="status" title={t("account.saved")} /> : null}
      <Profile />
      <Password />
      <Sessions />
      <PrivateFields />
    </PageLayout>
  );
}

function Profile() {
  const t = useT();
  const { account, timeZone, timeZones } = useLoaderData<Loaded>();
  const answer = useActionData<FormAnswer>();
  const ofThisForm = answer?.typed.form === "profile" ? answer : undefined;
  return (
    <Card title={t("account.profile")}>
      <PostForm answer={ofThisForm} action="/account">
        <input type="hidden" name="form" value="profile" />
        <TextInput
          name="name"
          label={t("signup.name")}
          hint={t("signup.name.hint")}
          defaultValue={account.name}
          maxLength={NAME_MAX}
          autoComplete="name"
        />
        <Select
          name="locale"
          label={t("account.language")}
          defaultValue={account.locale}
          options={locales.map((value) => ({ value, label: localeNames[value] }))}
        />
        <Select
          name="timeZone"
          label={t("account.timeZone")}
          hint={t("account.timeZone.hint")}
          defaultValue={timeZone}
          options={[...new Set([timeZone, ...timeZones])].map((value) => ({
            value,
            label: value.replaceAll("_", " "),
          }))}
        />
        <Button variant="primary">{t("account.save")}</Button>
      </PostForm>
    </Card>
  );
}

function Password() {
  const t = useT();
  const { hasPassword } = useLoaderData<Loaded>().account;
  const answer = useActionData<FormAnswer>();
  const ofThisForm = answer?.typed.form === "secret" ? answer : undefined;
  return (
    <Card title={t("account.password")}>
      <PostForm answer={ofThisForm} action="/account/password">
        <input type="hidden" name="form" value="secret" />
        {hasPassword ? (
          <TextInput
            name="present"
            type="password"
            label={t("account.password.present")}
            autoComplete="current-password"
          />
        ) : null}
        <TextInput
          name="password"
          type="password"
          label={t("account.password.new")}
          hint={t("account.password.hint", { min: PASSWORD_MIN })}
          autoComplete="new-password"
        />
        <Button>{t(hasPassword ? "account.password.change" : "account.password.set")}</Button>
      </PostForm>
    </Card>
  );
}

function PrivateFields() {
  const t = useT();
  return (
    <Card title={t("private.list.title")}>
      <p>
        <a href="/private-values">{t("private.list.lead")}</a>
      </p>
    </Card>
  );
}

function Sessions() {
  const t = useT();
  const { sessions } = useLoaderData<Loaded>().account;
  return (
    <Card title={t("account.sessions")}>
      <ul>
        {sessions.map((session) => (
          <li key={session.createdAt.toISOString()}>
            {browserOf(session.userAgent) ?? t("account.sessions.unknown")},{" "}
            {t("account.sessions.since", { date: t.dateTime(session.createdAt) })}
          </li>
        ))}
      </ul>
      <form method="post" action="/account/sessions">
        <Button variant="danger">{t("account.signOutEverywhere")}</Button>
        <p className="field-hint">{t("account.signOutEverywhere.hint")}</p>
      </form>
    </Card>
  );
}

/** "Firefox, Windows": enough to recognise one's own. */
function browserOf(userAgent: string | null): string | undefined {
  const browser = /\b(Edg|OPR|Firefox|Chrome|Safari)\b/.exec(userAgent ?? "")?.[1];
  const system = /\b(Windows|Android|iPhone|iPad|Mac OS X|Linux)\b/.exec(userAgent ?? "")?.[1];
  const known = [browser?.replace("Edg", "Edge").replace("OPR", "Opera"), system].filter(Boolean);
  return known.length > 0 ? known.join(", ") : undefined;
}
