import { createContext, createElement, Fragment, type ReactNode, useContext } from "react";
import { defaultLocale, type Locale } from "./locales.ts";
import { type Key, message, type Translate, translator } from "./translate.ts";

const Speaking = createContext<Translate | undefined>(undefined);

/** Says in which language and time zone everything below is written; the root does this once. */
export function Language(props: { locale: Locale; timeZone: string; children: ReactNode }) {
  return <Speaking.Provider value={translator(props.locale, props.timeZone)}>{props.children}</Speaking.Provider>;
}

/** The translator of the page: `const t = useT()`, then `t("thread.reply.send")`, `t.day(date)`, `t.locale`. */
export function useT(): Translate {
  return useContext(Speaking) ?? translator(defaultLocale, "UTC");
}

type Part = ReactNode | Date | ((chunks: ReactNode[]) => ReactNode);

/**
 * A message with elements in it: `<T k="thread.with_staff" values={{ since: <Time at={…} /> }} />`,
 * or with tags: "Read the <link>rules</link>" and `values={{ link: (text) => <a href="/rules">{text}</a> }}`.
 */
export function T({ k, values }: { k: Key; values?: Record<string, Part> }) {
  const t = useT();
  const parts: unknown = message(t.locale, k, "tags").format(values as Record<string, never>);
  return createElement(Fragment, null, ...((Array.isArray(parts) ? parts : [parts]) as ReactNode[]));
}
