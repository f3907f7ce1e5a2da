import { Card } from "../../components/card.tsx";
import { Icon } from "../../components/icon.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { Draft } from "./edited.ts";

type Found = Draft["findings"][number];

/** What may be personal in the text, for its author: to be put in other words. */
export function Findings({ draft: { findings } }: { draft: Draft }) {
  const t = useT();
  if (findings.length === 0) return null;
  return (
    <Card title={t("findings.title", { count: findings.length })}>
      <p className="soft">{t("findings.author")}</p>
      <ul className="findings">
        {findings.map((finding) => (
          <li key={finding.key} className="finding">
            <FindingPlace finding={finding} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Where it stands, what it says, and why it was found. */
export function FindingPlace({ finding: { kind, field, line, text } }: { finding: Found }) {
  const t = useT();
  return (
    <p className="finding-place">
      <Icon name="eye-off" />
      <span>
        <strong>{t(`findings.kind.${kind}`)}</strong>{" "}
        <span className="soft">{t(`findings.field.${field}`, { line })}</span>
        <br />
        <mark dir="auto">{text}</mark>
      </span>
    </p>
  );
}
