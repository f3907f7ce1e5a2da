import { IntlMessageFormat } from "intl-messageformat";
import { catalogue, type Key } from "./catalogue.ts";
import { durationInWords } from "./duration.ts";
import { type DateFormats, dateFormats } from "./formats.ts";
import { formatLocales, type Locale } from "./locales.ts";

export type { Key } from "./catalogue.ts";
export type Values = Record<string, string | number | boolean | Date | null | undefined>;

/** Speaks one language in one time zone: `t("thread.reply.send")`, `t.day(date)` and so on. */
export interface Translate extends DateFormats {
  (key: Key, values?: Values): string;
  /** 38 min, 1 h 20 min, 3 days */
  duration(seconds: number): string;
  readonly locale: Locale;
  readonly timeZone: string;
}

const translators = new Map<string, Translate>();
const messages = new Map<string, IntlMessageFormat>();

/** The translator for a language and a time zone; made once and kept, with everything parsed on the way. */
export function translator(locale: Locale, timeZone: string): Translate {
  const id = `${locale} ${timeZone}`;
  let t = translators.get(id);
  if (!t) {
    t = makeTranslator(locale, timeZone);
    if (translators.size < maxKept) translators.set(id, t);
  }
  return t;
}

/** More than there are time zones; a bound, because a zone may come from a request. */
const maxKept = 1000;

function makeTranslator(locale: Locale, timeZone: string): Translate {
  const translate = (key: Key, values?: Values) => {
    const parsed = spoken[locale].get(key) ?? parse(locale, key);
    return typeof parsed === "string" ? parsed : String(parsed.format(values));
  };
  const duration = (seconds: number) => durationInWords(translate, seconds);
  return Object.assign(translate, dateFormats(formatLocales[locale], timeZone), { duration, locale, timeZone });
}

/** By language: most messages are just what they say, and a page has hundreds. */
const spoken = Object.fromEntries(
  Object.keys(formatLocales).map((locale) => [locale, new Map<Key, string | IntlMessageFormat>()]),
) as Record<Locale, Map<Key, string | IntlMessageFormat>>;

function parse(locale: Locale, key: Key): string | IntlMessageFormat {
  const parsed = message(locale, key);
  const [first, ...more] = parsed.getAst();
  const made = first?.type === LITERAL && more.length === 0 ? first.value : parsed;
  spoken[locale].set(key, made);
  return made;
}

/** TYPE.literal of @formatjs/icu-messageformat-parser. */
const LITERAL = 0;

/** The parsed message; `tags` reads `<name>…</name>` in it as a part to be filled by a component. */
export function message(locale: Locale, key: Key, tags: "tags" | "plain" = "plain"): IntlMessageFormat {
  const id = `${locale} ${tags} ${key}`;
  let parsed = messages.get(id);
  if (!parsed) {
    const text = catalogue(locale)[key] ?? key;
    parsed = new IntlMessageFormat(text, formatLocales[locale], undefined, { ignoreTag: tags === "plain" });
    messages.set(id, parsed);
  }
  return parsed;
}

/** Whether a string made at run time, such as `error.${code}`, is a message's key. */
export function isKey(key: string): key is Key {
  return Object.hasOwn(catalogue("en"), key);
}
