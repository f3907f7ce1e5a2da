import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Time } from "../../components/time.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { Loaded } from "./route.tsx";

type Version = ReturnType<typeof useLoaderData<Loaded>>["versions"][number];

/** Which calendars held since when, and the way back to each. */
export function Versions() {
  const t = useT();
  const { versions } = useLoaderData<Loaded>();
  const columns = (["version", "name", "since", "by", "do"] as const).map((column) => ({
    label: t(`hours.admin.versions.${column}`),
  }));
  return (
    <Card title={t("hours.admin.versions")}>
      <DataTable
        caption={t("hours.admin.versions")}
        columns={columns}
        rows={versions.map((version) => ({
          key: version.version,
          cells: [
            t.number(version.version),
            <bdi key="name">{version.name}</bdi>,
            <Time key="since" at={version.createdAt} format="dateTime" />,
            <bdi key="by">{version.by ?? t("hours.admin.versions.system")}</bdi>,
            <Back key="do" version={version} />,
          ],
        }))}
      />
    </Card>
  );
}

function Back({ version: { version, name, isCurrent } }: { version: Version }) {
  const t = useT();
  if (isCurrent) return t("hours.admin.versions.current");
  return (
    <form method="post" action="/admin/calendar/restoration">
      <input type="hidden" name="restored" value={version} />
      <Button size="small" variant="plain" aria-label={`${t("hours.admin.restore")}: ${name}, ${version}`}>
        {t("hours.admin.restore")}
      </Button>
    </form>
  );
}
