import { expect, test } from "vitest";
import { editDistance } from "../../search/edit-distance.ts";
import { mark, passage } from "../../search/highlight.ts";
import { languageOf } from "../../search/language.ts";
import { parseQuestion } from "../../search/question.ts";
import { skim } from "../../search/skim.ts";
import { fold, identifiers, plainWords } from "../../search/words.ts";

test.each([
  ["Wi-Fi doesn’t work", "wi wifi fi does work"],
  ["“Čerka”—straße, Øl/crème", "cerka strasse ol creme"],
  ["user's l'imprimante", "user l imprimante"],
  ["ﬁrmware ２.0", "firmware 2 0"],
  ["тест ѝ Ћирилица", "test i cirilica"],
  ["తెలుగు భాష", "తెలుగు భాష"],
  ["a-b-c 2-3", "a b c 2 3"],
  ["", ""],
])("the words of %s are %s", (text, words) => {
  expect(plainWords(text)).toBe(words);
});

test("folding twice is folding once", () => {
  for (const text of ["Ærøskøbing ĞÜŞ", "ǅ ﬃ ½", "İstanbul"]) expect(fold(fold(text))).toBe(fold(text));
});

test("names that fall apart as words are found, ordinary words are not", () => {
  const text = "Got net::ERR_FAILED on HL-L2350DW (v2.3.1), see foo.bar, C++ and .NET. Well-known e-mail, 2 or 3; end.";
  expect(identifiers(text)).toEqual(["net::err_failed", "err_failed", "hl-l2350dw", "2.3.1", "foo.bar", "c++", ".net"]);
});

test("paths and part numbers are names, alternatives are none", () => {
  expect(identifiers("The AB-1234/5 and/or /etc/nginx/nginx.conf at 3 km/h")).toEqual([
    "ab-1234/5",
    "ab-1234",
    "etc/nginx/nginx.conf",
    "nginx.conf",
  ]);
});

test("a hundred thousand marks take no time", () => {
  const started = performance.now();
  for (const text of [
    "-".repeat(100_000),
    "a-".repeat(50_000),
    "a.".repeat(50_000),
    "_:".repeat(50_000),
    "'".repeat(100_000),
  ]) {
    plainWords(text);
    identifiers(text);
    parseQuestion(text);
    skim(text);
  }
  expect(performance.now() - started).toBeLessThan(1000);
});

test("a question is taken apart into words, phrases and exclusions", () => {
  expect(parseQuestion('printer "paper tray" -cable -"wi fi" X-200 jam')).toEqual({
    words: ["printer", "paper", "tray", "x", "x200", "200", "jam"],
    identifiers: ["x-200"],
    phrases: ["paper tray"],
    excluded: ["cable", "wi fi"],
    plain: "printer paper tray X-200 jam",
  });
});

test.each([
  ["My printer does not print and I have no idea what to do with it", "english"],
  ["Der Drucker verbindet sich nicht mit dem WLAN und ich weiß nicht wie", "german"],
  ["Mon imprimante ne se connecte pas et je ne sais pas comment faire", "french"],
  ["ECONNREFUSED 127.0.0.1", "english"],
  ["Штампач не ради и не знам шта да радим са њим", "serbian"],
  ["Принтер не работает, и я не знаю, что делать", "russian"],
])("%s is %s", (text, language) => {
  expect(languageOf(plainWords(text))).toBe(language);
});

test("a text is skimmed for its words: code and quotes apart, no addresses", () => {
  const source = [
    '# It **fails** [as said](https://a.example/x_(y) "Title") since `v2`',
    "> You said it works",
    "```js",
    "open('door')",
    "> not a quote",
    "```",
    "See https://b.example/long/path?x=1, or <https://c.example/>.",
    "[1]: https://d.example/definition",
    "~~~~",
    "```",
    "~~~~~",
    "The end",
  ].join("\n");
  const { text, code, quotes } = skim(source);
  expect(plainWords(text)).toBe("it fails as said since v2 see b example or c example the end");
  expect(code).toBe("open('door')\n> not a quote\n```");
  expect(quotes).toBe("You said it works");
});

test.each([
  ["```npm install kettle``` fails\nand this too", "npm install kettle fails and this too", ""],
  ["[Edit]: it was the fuse", "edit it was the fuse", ""],
  ["[ERROR]: ECONNREFUSED", "error econnrefused", ""],
  ["[^1]: A note below", "1 a note below", ""],
  ["[1]: /manual.pdf 'The manual'", "", ""],
  ["```\ninside\n```js\nstill inside\n```\nafter", "after", "inside\n```js\nstill inside"],
  ["    ```\n    in a list\n    ```", "in a list", ""],
  ["```\nnever closed", "", "never closed"],
  ["a &amp; b &nbsp;c", "a b c", ""],
])("skimming loses nothing that is said: %j", (source, words, code) => {
  expect(plainWords(skim(source).text)).toBe(words);
  expect(skim(source).code).toBe(code);
});

test("a name with escaped marks is found as it is shown", () => {
  expect(identifiers(skim("Set my\\_long\\_setting, see **C++** at `x`").text)).toEqual(["my_long_setting", "c++"]);
});

test("edit distance counts a swap as one slip, and gives up above its bound", () => {
  expect(editDistance("printer", "pritner", 2)).toBe(1);
  expect(editDistance("printer", "printer", 2)).toBe(0);
  expect(editDistance("printer", "pinter", 2)).toBe(1);
  expect(editDistance("printer", "prxntyr", 2)).toBe(2);
  expect(editDistance("printer", "scanner", 2)).toBe(3);
});

test("marks words that are forms of what was looked for, and loses no character", () => {
  const segments = mark("Batteries: the battery's out. <b>Battery</b>", ["batteri"]);
  expect(segments.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual([
    "Batteries",
    "battery's",
    "Battery",
  ]);
  expect(segments.map(({ text }) => text).join("")).toBe("Batteries: the battery's out. <b>Battery</b>");
});

test("a word is marked where it is written as two with a hyphen", () => {
  const marked = mark("Wi-Fi, a Wi-Fi-router and e-mail", ["wifi", "mail"]).filter(({ isMatch }) => isMatch);
  expect(marked.map(({ text }) => text)).toEqual(["Wi-Fi", "mail"]);
});

test("a passage is the stretch with most of what was looked for", () => {
  const text = `${"Nothing here at all. ".repeat(40)}The router drops wireless at night. ${"Nothing more. ".repeat(40)}`;
  const words = passage(text, ["router", "wireless"], 120)
    .map((segment) => segment.text)
    .join("");
  expect(words).toContain("router drops wireless");
  expect(words.length).toBeLessThan(160);
  expect(passage("Short text", ["absent"], 120)).toEqual([{ at: 0, text: "Short text", isMatch: false }]);
});

test("a passage never halves a character", () => {
  const words = passage("😀".repeat(300), [], 121)
    .map((segment) => segment.text)
    .join("");
  expect(words.isWellFormed()).toBe(true);
});
