import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { weekdayName } from "../../components/hours.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { FormAnswer } from "../../platform/http.server.ts";
import type { Loaded } from "./route.tsx";

/** The whole calendar as one form; the version it shows goes with it. */
export function HoursForm() {
  const t = useT();
  const { name, version, days } = useLoaderData<Loaded>();
  const answer = useActionData<FormAnswer>();
  return (
    <Card>
      <PostForm answer={answer?.typed.version ? answer : undefined} action="/admin/calendar">
        <input type="hidden" name="version" value={version} />
        <TextInput name="name" label={t("hours.admin.name")} defaultValue={name} maxLength={80} />
        <TimeZone />
        <Week />
        <TextArea
          name="days"
          label={t("hours.admin.days")}
          hint={t("hours.admin.days.hint")}
          defaultValue={days}
          rows={10}
          className="hours-days"
          optional
        />
        <Button variant="primary">{t("hours.admin.save")}</Button>
      </PostForm>
    </Card>
  );
}

function TimeZone() {
  const t = useT();
  const { timeZone, zones } = useLoaderData<Loaded>();
  return (
    <>
      <TextInput
        name="timeZone"
        label={t("hours.admin.zone")}
        defaultValue={timeZone}
        list="zones"
        autoComplete="off"
      />
      <datalist id="zones">
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

function Week() {
  const t = useT();
  const { week } = useLoaderData<Loaded>();
  const fromMonday = [...week.slice(1), ...week.slice(0, 1)];
  return (
    <fieldset className="hours-week">
      <legend className="field-label">{t("hours.week")}</legend>
      <p className="field-hint" id="week-hint">
        {t("hours.admin.week.hint")}
      </p>
      {fromMonday.map(({ day, hours }) => (
        <TextInput
          key={day}
          name={day}
          label={weekdayName(
            t.locale,
            week.findIndex((one) => one.day === day),
          )}
          defaultValue={hours}
          placeholder={t("hours.closed")}
          dir="ltr"
          optional
        />
      ))}
    </fieldset>
  );
}
