import { MarkdownEditor } from "../../components/markdown-editor.tsx";
import { type Option, Select } from "../../components/select.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { NAME_MAX, TEXT_MAX, type Texts } from "../../domain/macros/macro.ts";
import { localeNames, locales } from "../../i18n/locales.ts";
import { useT } from "../../i18n/use-t.tsx";

interface Props {
  categories: Option[];
  name: string;
  categoryId: number | null;
  texts: Texts;
  /** Its name and place are approved and stay. */
  isPlaced?: boolean;
}

/** What a macro is called, where it may be sent, and what it says in each language. */
export function MacroFields({ texts, isPlaced, ...place }: Props) {
  const t = useT();
  return (
    <>
      {isPlaced ? <Kept {...place} /> : <Place {...place} />}
      {locales.map((locale) => (
        <MarkdownEditor
          key={locale}
          name={`text.${locale}`}
          label={t("macros.text", { language: localeNames[locale] })}
          hint={t("macros.text.hint")}
          defaultValue={texts[locale] ?? ""}
          maxLength={TEXT_MAX}
          rows={6}
          optional
        />
      ))}
    </>
  );
}

type PlaceProps = Pick<Props, "categories" | "name" | "categoryId">;

function Place({ categories, name, categoryId }: PlaceProps) {
  const t = useT();
  return (
    <>
      <TextInput
        name="name"
        label={t("macros.name")}
        hint={t("macros.name.hint")}
        defaultValue={name}
        maxLength={NAME_MAX}
      />
      <Select
        name="categoryId"
        label={t("macros.category")}
        defaultValue={String(categoryId ?? "")}
        options={[{ value: "", label: t("macros.everywhere") }, ...categories]}
        optional
      />
    </>
  );
}

function Kept({ name, categoryId }: PlaceProps) {
  return (
    <>
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="categoryId" value={categoryId ?? ""} />
    </>
  );
}
