import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Banner } from "../components/banner.tsx";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Checkbox, RadioGroup } from "../components/choices.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { Select } from "../components/select.tsx";
import { TextInput } from "../components/text-input.tsx";
import { requireOwnAccount } from "../domain/accounts/profile.server.ts";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { mailChoiceInput } from "../domain/notifications/input.ts";
import { chooseMail, ownMailChoice } from "../domain/notifications/mail-choice.server.ts";
import { BATCH_MINUTES, PACES } from "../domain/notifications/mail-pace.ts";
import { MAIL_GROUPS } from "../domain/notifications/notification.ts";
import { siteSettings } from "../domain/settings/settings.server.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../platform/http.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("preferences.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const { searchParams } = new URL(request.url);
    const [isSaved, isTrying] = [searchParams.has("saved"), searchParams.has("trying")];
    const stopped = viewer.isMailStopped ? (await requireOwnAccount(viewer)).email : null;
    const isStaff = viewer.kind === "staff";
    const groups = MAIL_GROUPS.filter((group) => group !== "desk" || isStaff);
    const { mailWaitMinutes } = await siteSettings();
    return {
      choice: await ownMailChoice(viewer),
      groups,
      timeZone: viewer.timeZone,
      isSaved,
      isTrying,
      mailWaitMinutes,
      stopped,
    };
  });

/** Whoever may only read may still say what is mailed to them. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    await chooseMail(viewer, parseForm(mailChoiceInput, form));
    return "/notifications/preferences?saved";
  });

type Loaded = typeof loader;

/** What is mailed to the viewer, how often, and what not. */
export default function NotificationPreferences() {
  const t = useT();
  const { isSaved, isTrying, stopped } = useLoaderData<Loaded>();
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/notifications", label: t("notifications.title") }]} />}
      title={t("preferences.title")}
      lead={t("preferences.lead")}
    >
      {isSaved ? <Banner tone="success" role="status" title={t("account.saved")} /> : null}
      {isTrying && !stopped ? <Banner tone="success" role="status" title={t("bounces.trying")} /> : null}
      <StoppedAddress />
      <Choices />
    </PageLayout>
  );
}

/** Which address is refused, and the way to try it again. */
function StoppedAddress() {
  const t = useT();
  const { stopped } = useLoaderData<Loaded>();
  if (!stopped) return null;
  return (
    <section id="address">
      <Banner
        tone="warning"
        title={t("bounces.title")}
        actions={
          <form method="post" action="/notifications/trial">
            <Button>{t("bounces.again")}</Button>
          </form>
        }
      >
        <T k="bounces.text" values={{ address: <bdi key="address">{stopped}</bdi> }} />
      </Banner>
    </section>
  );
}

function Choices() {
  const t = useT();
  const { choice, mailWaitMinutes: wait } = useLoaderData<Loaded>();
  return (
    <PostForm answer={useActionData<FormAnswer>()} action="/notifications/preferences">
      <Card title={t("preferences.pace")}>
        <RadioGroup
          name="pace"
          label={t("preferences.pace")}
          labelHidden
          hint={t("preferences.pace.hint")}
          defaultValue={choice.pace}
          choices={PACES.map((value) => ({
            value,
            label: t(`preferences.pace.${value}`, { minutes: BATCH_MINUTES, wait }),
          }))}
        />
        <Hours />
        <TextInput
          name="dailyCap"
          type="number"
          min={1}
          max={1_000}
          label={t("preferences.cap")}
          hint={t("preferences.cap.hint")}
          defaultValue={String(choice.dailyCap)}
        />
      </Card>
      <Groups />
      <div className="row">
        <Button variant="primary">{t("account.save")}</Button>
      </div>
    </PostForm>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** A Sunday at midnight in the zone that all calendars are counted from. */
const SUNDAY = Date.UTC(2023, 0, 1);

function Hours() {
  const t = useT();
  const { choice, timeZone } = useLoaderData<Loaded>();
  const weekday = new Intl.DateTimeFormat(t.locale, { weekday: "long", timeZone: "UTC" });
  return (
    <>
      <Select
        name="digestHour"
        label={t("preferences.hour")}
        hint={t("preferences.hour.hint", { zone: timeZone.replaceAll("_", " ") })}
        defaultValue={String(choice.digestHour)}
        options={HOURS.map((hour) => ({ value: String(hour), label: `${String(hour).padStart(2, "0")}:00` }))}
      />
      <Select
        name="digestWeekday"
        label={t("preferences.weekday")}
        defaultValue={String(choice.digestWeekday)}
        options={[1, 2, 3, 4, 5, 6, 0].map((day) => ({
          value: String(day),
          label: weekday.format(SUNDAY + day * 86_400_000),
        }))}
      />
    </>
  );
}

/** What is left out of the page stays as it is chosen. */
function Groups() {
  const t = useT();
  const { choice, groups } = useLoaderData<Loaded>();
  const hidden = MAIL_GROUPS.filter((group) => !groups.includes(group) && !choice.off.includes(group));
  return (
    <Card title={t("preferences.groups")}>
      {groups.map((group) => (
        <Checkbox
          key={group}
          name={group}
          value="on"
          label={t(`preferences.group.${group}`)}
          defaultChecked={!choice.off.includes(group)}
        />
      ))}
      {hidden.map((group) => (
        <input key={group} type="hidden" name={group} value="on" />
      ))}
    </Card>
  );
}
