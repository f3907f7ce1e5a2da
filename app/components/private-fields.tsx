import type { PrivateKind } from "../domain/private-values/private-value.ts";
import { useT } from "../i18n/use-t.tsx";

interface Field {
  id: number;
  kind: PrivateKind;
  name: string | null;
  mask: string;
}

/** Private fields as their owner and staff see them in a list: masked, each leading to where it is shown. */
export function PrivateFields({ fields }: { fields: readonly Field[] }) {
  const t = useT();
  return (
    <ul className="private-fields">
      {fields.map(({ id, kind, name, mask }) => (
        <li key={id}>
          <a className="private-chip" href={`/private-values/${id}`}>
            {t("private.chip.masked", { name: name ?? t(`private.kind.${kind}`), mask })}
          </a>
        </li>
      ))}
    </ul>
  );
}
