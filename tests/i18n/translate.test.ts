import { readdirSync, readFileSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { catalogue, type Key } from "../../app/i18n/catalogue.ts";
import { locales } from "../../app/i18n/locales.ts";
import { negotiateLocale } from "../../app/i18n/negotiate-locale.ts";
import { translator } from "../../app/i18n/translate.ts";

const keys = Object.keys(catalogue("en")) as Key[];
const tuesday = new Date("2026-11-03T13:00:00Z");

/** Names of everything a message wants to be given, wherever it is nested. */
function argumentsOf(text: string): string[] {
  const found = new Set<string>();
  const walk = (node: unknown) => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (!node || typeof node !== "object") return;
    const { type, value, options, children } = node as Record<string, unknown>;
    if (typeof value === "string" && type !== 0) found.add(value);
    for (const option of Object.values((options ?? {}) as Record<string, { value: unknown }>)) walk(option.value);
    walk(children);
  };
  walk(new IntlMessageFormat(text, "en").getAst());
  return [...found].sort();
}

describe("messages", () => {
  test.each(locales)("every message in %s can be parsed and asks for what the English one asks for", (locale) => {
    const wrong = keys.filter((key) => {
      const [ours, english] = [catalogue(locale)[key], catalogue("en")[key]];
      return !ours.trim() !== !english.trim() || argumentsOf(ours).join() !== argumentsOf(english).join();
    });
    expect(wrong).toEqual([]);
  });

  test.each(locales)("no message in %s stands in two files, where the later would hide the other", (locale) => {
    const folder = new URL(`../../app/i18n/${locale}/`, import.meta.url);
    const all = readdirSync(folder).flatMap((file) =>
      Object.keys(JSON.parse(readFileSync(new URL(file, folder), "utf8"))),
    );
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  });

  test("dates follow the reader's language and zone, with no twelve-hour clock", () => {
    const berlin = translator("en", "Europe/Berlin");
    expect(berlin.day(tuesday)).toBe("Tue 14:00");
    expect(berlin.date(tuesday)).toBe("3 Nov 2026");
    expect(translator("de", "Asia/Tokyo").dateTime(tuesday)).toBe("03.11.2026, 22:00");
  });

  test("a weekday alone is used only while it is unmistakable", () => {
    const t = translator("en", "UTC");
    expect(t.day(tuesday, new Date("2026-11-01T00:00:00Z"))).toBe("Tue 13:00");
    expect(t.day(tuesday, new Date("2026-10-20T00:00:00Z"))).toBe("Tue 3 Nov, 13:00");
  });

  test("spans are given in two units at most", () => {
    const t = translator("en", "UTC");
    expect([38 * 60, 80 * 60, 26 * 3600, 3 * 86_400].map(t.duration)).toEqual([
      "38 min",
      "1 h 20 min",
      "26 h",
      "3 days",
    ]);
  });

  test("an unknown time zone falls back to UTC and breaks nothing", () => {
    expect(translator("en", "Mars/Olympus").time(tuesday)).toBe("13:00");
  });
});

describe("the language of a page", () => {
  test("is the account's, then the cookie's, then the browser's, then English", () => {
    expect(negotiateLocale("de", "locale=en", "de")).toBe("de");
    expect(negotiateLocale("en", "a=1; locale=de")).toBe("de");
    expect(negotiateLocale("fr, de-AT;q=0.8, en;q=0.5", null)).toBe("de");
    expect(negotiateLocale("fr", "locale=xx", "xx")).toBe("en");
    expect(negotiateLocale(null, null)).toBe("en");
  });

  test("is never one the browser has ruled out", () => {
    expect(negotiateLocale("de;q=0, en;q=0.1", null)).toBe("en");
  });
});
