import type { GoodwillReport } from "../domain/tickets/goodwill-report.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { Card } from "./card.tsx";
import { DataTable } from "./data-table.tsx";

/** What was given out of goodwill, and for what. */
export function GoodwillByCause({ report: { sums, asked, refused }, days }: { report: GoodwillReport; days: number }) {
  const t = useT();
  const columns = (["cause", "category", "offered", "accepted", "worth"] as const).map((column) => ({
    label: t(`goodwill.report.${column}`),
  }));
  const rows = sums.map(({ cause, category, currency, offered, accepted, worth }) => ({
    key: `${cause} ${category} ${currency}`,
    cells: [
      t(`goodwill.cause.${cause}`),
      <bdi key="category">{category}</bdi>,
      t.number(offered),
      t.number(accepted),
      t.money(worth, currency),
    ],
  }));
  return (
    <Card title={t("goodwill.report")}>
      <p className="small soft">{sums.length > 0 ? t("goodwill.report.text", { days }) : t("goodwill.report.none")}</p>
      {sums.length > 0 ? <DataTable caption={t("goodwill.report")} columns={columns} rows={rows} /> : null}
      {asked > 0 ? <p className="small soft">{t("goodwill.report.asked", { asked, refused })}</p> : null}
    </Card>
  );
}
