import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { FileInput } from "../../components/file-input.tsx";
import { FormProblem } from "../../components/form-problem.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { PostForm } from "../../components/post-form.tsx";
import { requireMember, requireWriter } from "../../domain/accounts/viewer.server.ts";
import { latestCalendar, listCalendars } from "../../domain/calendars/calendars.server.ts";
import { changeCalendar } from "../../domain/calendars/change-calendar.server.ts";
import { DAY_NAMES, hoursText, specialDays, specialDayText } from "../../domain/calendars/hours.ts";
import { calendarForm } from "../../domain/calendars/input.ts";
import { nextOpening, yearOf } from "../../domain/calendars/opening-hours.ts";
import { can } from "../../domain/permissions.ts";
import { refusePrivateIn } from "../../domain/private-values/settle-form.server.ts";
import { useT } from "../../i18n/use-t.tsx";
import { NotFound } from "../../platform/errors.ts";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../../platform/http.server.ts";
import { HoursForm } from "./hours-form.tsx";
import { Versions } from "./versions.tsx";
import { Year } from "./year.tsx";

/** From the year before this one. */
const YEARS_SHOWN = [-1, 0, 1, 2, 3];

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const versions = await listCalendars(await requireMember(request));
    const calendar = await latestCalendar();
    const now = new Date();
    const asked = Number(new URL(request.url).searchParams.get("year"));
    const years = YEARS_SHOWN.map((ahead) => now.getUTCFullYear() + ahead);
    const year = years.find((one) => one === asked) ?? now.getUTCFullYear();
    const { name, timeZone, version, weekly } = calendar;
    const week = DAY_NAMES.map((day, weekday) => ({ day, hours: hoursText(weekly[weekday as 0]) }));
    const days = specialDays(calendar).map(specialDayText).join("\n");
    const zones = Intl.supportedValuesOf("timeZone");
    const opens = nextOpening(calendar, now) !== null;
    return { versions, name, timeZone, version, week, days, zones, opens, years, year, months: yearOf(calendar, year) };
  });

export type Loaded = typeof loader;

export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    if (!can(viewer, "settings.change", null)) throw new NotFound();
    const input = parseForm(calendarForm, form);
    await refusePrivateIn(viewer, { name: input.name, days: Object.values(input.holidayNames) }, ["name", "days"]);
    await changeCalendar(viewer, input);
    return "/admin/calendar";
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("hours.admin.title"), isUnlisted: true }));

/** The support hours that all clocks count in, and their changes. */
export default function SupportCalendar() {
  const t = useT();
  const { opens } = useLoaderData<Loaded>();
  const answer = useActionData<FormAnswer>();
  return (
    <PageLayout
      width="text"
      title={t("hours.admin.title")}
      lead={t("hours.admin.lead")}
      actions={
        <ButtonLink href="/support-hours" icon="eye">
          {t("hours.admin.public")}
        </ButtonLink>
      }
    >
      {opens ? null : (
        <Banner tone="danger" title={t("hours.admin.never")}>
          {t("hours.admin.never.text")}
        </Banner>
      )}
      {answer?.typed.restored ? <FormProblem problem={answer.problem} /> : null}
      <HoursForm />
      <Holidays />
      <Year />
      <Versions />
    </PageLayout>
  );
}

/** Adds the public holidays of a country from a calendar file. */
function Holidays() {
  const t = useT();
  const answer = useActionData<FormAnswer>();
  return (
    <Card title={t("hours.admin.file.title")}>
      <PostForm
        answer={answer?.problem.fields?.file ? answer : undefined}
        action="/admin/calendar/days"
        encType="multipart/form-data"
      >
        <FileInput
          name="file"
          label={t("hours.admin.file")}
          hint={t("hours.admin.file.hint")}
          accept=".ics,text/calendar"
        />
        <Button icon="calendar">{t("hours.admin.file.add")}</Button>
      </PostForm>
    </Card>
  );
}
