import { expect, test } from "vitest";
import { description } from "../../app/platform/markdown/description.ts";
import { pieces } from "../../app/platform/markdown/pieces.ts";
import { excerpt, markdownToText } from "../../app/platform/markdown/plain-text.ts";

test("words, code and quotes of others are told apart", () => {
  const source = [
    "# Printer *forgets*",
    "It says `0x80070005` on\n[the panel](https://a.example) ![photo](/p.png)",
    "> You wrote:\n> > nested `c`\n>\n> ```\n> quoted code\n> ```",
    "```js\nlet a = 1\n```",
    "    indented",
    "- one\n- two",
    "| a | b |\n|---|---|\n| 1 | 2 |",
  ].join("\n\n");
  expect(markdownToText(source)).toEqual({
    text: "Printer forgets\nIt says 0x80070005 on\nthe panel photo\none\ntwo\na\nb\n1\n2",
    code: "let a = 1\nindented",
    quotes: "You wrote:\nnested c\nquoted code",
  });
});

test("escapes and entities are read as they are shown", () => {
  expect(markdownToText("2 \\* 3 &lt; 7 &amp; <b>x</b>").text).toBe("2 * 3 < 7 & <b>x</b>");
});

test("an image that shows nothing is what it is called, in an excerpt and in what search engines are told", () => {
  const typed = {
    "See ![the panel](http://a.example/my photo.png) here": "See the panel here",
    "![scan](upload://abc.png) first": "scan first",
    "[![a lamp](x.png)](y) linked": "a lamp linked",
    "It says ![E05](https://a.example/very-lo": "It says E05",
    "cut off ![in its na": "cut off in its na",
    "![](a.png)": "",
  };
  for (const [markdown, words] of Object.entries(typed))
    expect([excerpt(markdown, 100), description(markdown)]).toEqual([words, words]);
  expect(excerpt("Write `![a](b c)` for ![it](b c).", 100)).toBe("Write ![a](b c) for it.");
  expect(description("Read [the *guide*](https://a.example/x_(y)) first.")).toBe("Read the guide first.");
});

test("nothing comes of nothing", () => {
  expect(markdownToText("")).toEqual({ text: "", code: "", quotes: "" });
  expect(excerpt(" \n ", 10)).toBe("");
});

test("a long text is read in pieces that lose no line", () => {
  const source = Array.from({ length: 3_000 }, (_, line) => `line ${line}\n`).join("");
  expect(pieces(source).join("")).toBe(source);
  expect(Math.max(...pieces(source).map((piece) => piece.length))).toBeLessThanOrEqual(8_192);
  expect(markdownToText(source).text.split("\n")).toHaveLength(3_000);
});

test("code that is cut between two pieces stays code", () => {
  const { text, code } = markdownToText(`before\n\n\`\`\`\`log\n${"ERROR *x*\n```\n".repeat(2_000)}\`\`\`\`\n\nafter`);
  expect(text).toBe("before\nafter");
  expect(code.match(/ERROR \*x\*/g)).toHaveLength(2_000);
});

test("what lies beyond the size limit is left out", () => {
  expect(markdownToText("word ".repeat(100_000)).text.length).toBeLessThanOrEqual(65_536);
});

test("an excerpt is one line, cut between words, never longer than asked", () => {
  expect(excerpt("# Hello\n\nwonderful *world* of printers", 100)).toBe("Hello wonderful world of printers");
  expect(excerpt("Hello wonderful world of printers", 21)).toBe("Hello wonderful…");
  expect(excerpt("Hello wonderful world of printers", 22)).toBe("Hello wonderful world…");
  expect(excerpt("x".repeat(50), 10)).toBe(`${"x".repeat(9)}…`);
});

test("an excerpt of a post that is all quote or all code shows that", () => {
  expect(excerpt("> said before", 50)).toBe("said before");
  expect(excerpt("```\nlet a\n```", 50)).toBe("let a");
});

test("an excerpt never halves what a reader sees as one character", () => {
  const family = "👨‍👩‍👧‍👦";
  for (let most = 1; most < 40; most++) {
    const cut = excerpt(family.repeat(10), most);
    expect(cut.length).toBeLessThanOrEqual(most);
    expect(cut.replace("…", "").replaceAll(family, "")).toBe("");
  }
  expect(excerpt("e\u0301".repeat(10), 6)).toBe("e\u0301e\u0301…");
});
