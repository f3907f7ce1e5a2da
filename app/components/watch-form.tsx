import type { Level } from "../domain/threads/watch.ts";
import { useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { Select } from "./select.tsx";

interface Props {
  /** The noun it is posted to, such as `/threads/12/watch`. */
  action: string;
  level: Level;
  levels: readonly Level[];
  /** What is followed, for screen readers where several such forms stand on a page. */
  label?: string;
  id?: string;
  /** Where to go on, if not to what is followed. */
  back?: string;
}

/** How closely to follow something: one choice, and what the present one means. */
export function WatchForm({ action, level, levels, label, id, back }: Props) {
  const t = useT();
  return (
    <form method="post" action={action} className="watch-form">
      {back ? <input type="hidden" name="back" value={back} /> : null}
      <Select
        name="level"
        id={id}
        label={label ?? t("watch.level")}
        labelHidden
        hint={back ? undefined : t(`watch.${level}.hint`)}
        defaultValue={level}
        options={levels.map((value) => ({ value, label: t(`watch.${value}`) }))}
      />
      <Button size="small">{t("watch.save")}</Button>
    </form>
  );
}
