import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Time } from "../../components/time.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { PoliciesPage } from "./load.server.ts";

/** What held when, and the way back to it. */
export function Versions() {
  const t = useT();
  const { versions, category } = useLoaderData<PoliciesPage>();
  const [current] = versions;
  const first = versions.at(-1);
  const cameFirst = category === null && first?.version === 1 && first.by !== null;
  return (
    <Card title={t("policy.versions")}>
      {versions.length === 0 ? <p className="soft">{t("policy.versions.none")}</p> : null}
      <ul className="policy-versions">
        {versions.map(({ version, by, at, rules }) => (
          <li key={version}>
            {t("policy.versions.row", { version, name: by ?? t("policy.versions.migration") })},{" "}
            <Time at={at} format="dateTime" />
            {rules === null ? `: ${t("policy.inherit")}` : null}
            {version === current?.version ? null : <Back version={version} />}
          </li>
        ))}
        {cameFirst ? (
          <li>
            {t("policy.versions.none")} <Back version={0} />
          </li>
        ) : null}
      </ul>
    </Card>
  );
}

function Back({ version }: { version: number }) {
  const t = useT();
  const { category, versions } = useLoaderData<PoliciesPage>();
  return (
    <form method="post" action="/staff/policies/restoration">
      <input type="hidden" name="categoryId" value={category?.id ?? ""} />
      <input type="hidden" name="seen" value={versions[0]?.version ?? 0} />
      <input type="hidden" name="version" value={version} />
      <Button size="small" variant="plain" icon="undo-2" aria-label={t("policy.versions.back_to", { version })}>
        {t("policy.versions.back")}
      </Button>
    </form>
  );
}
