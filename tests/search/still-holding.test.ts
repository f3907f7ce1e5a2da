import { expect, test } from "vitest";
import type { SearchResult } from "../../search/results.server.ts";
import { type AskedFor, stillHolding } from "../../search/still-holding.server.ts";

/** A row that is there no more, so that only what is shown of it counts. */
const shown = (text: string, isMatch = false) => ({
  result: {
    kind: "thread",
    id: 1,
    title: [{ at: 0, text, isMatch }],
    passage: [] as SearchResult["passage"],
  } as SearchResult,
  text,
});

const holds = async (text: string, asked: AskedFor) => (await stillHolding([shown(text)], asked)).length === 1;
const stems = (...found: string[]) => new Map([["", found]]);

test.each<[string, AskedFor]>([
  ["The stories go on", { text: "story", stems: stems("stori") }],
  ["Des accords nationaux", { text: "national", stems: stems("national") }],
  ["Die Häuser brennen", { text: "haus", stems: stems("haus") }],
  ["The HL-L2370DN squeaks", { text: "HLL2370DN", stems: stems("hll2370dn") }],
  ["My TV is dark", { text: "the tv", stems: stems("tv") }],
  ["Wireless is slow", { text: "wlan", stems: stems("wlan"), synonyms: [{ typed: "wlan", also: ["wireless"] }] }],
  ["The thermostat", { text: "thermsotat", corrections: [{ typed: "thermsotat", meant: "thermostat" }] }],
  ["The thermostat", { text: "thermsotat", stems: stems("elsewhere"), engine: "meilisearch" }],
  ["Whatever", { text: "" }],
])("a text still holds what was asked: %j", async (text, asked) => {
  expect(await holds(text, asked)).toBe(true);
});

test.each<[string, AskedFor]>([
  ["The thermostat", { text: "the caterpillar", stems: stems("caterpillar") }],
  ["The thermostat is here", { text: "here caterpillar", stems: stems("caterpillar") }],
  ["Natural stones", { text: "tv", stems: stems("tv") }],
  ["The thermostat", { text: "caterpillar", engine: "meilisearch" }],
])("a text holds it no more: %j", async (text, asked) => {
  expect(await holds(text, asked)).toBe(false);
});

test("what shows its match is not looked at again", async () => {
  expect(await stillHolding([shown("Anything", true)], { text: "caterpillar" })).toHaveLength(1);
});
