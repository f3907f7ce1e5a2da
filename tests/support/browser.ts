import { createRequire } from "node:module";
import type axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, expect } from "vitest";
import { findChromium } from "../../app/commands/chromium.mjs";

const required = createRequire(import.meta.url);
/** What `AxeBuilder` would bring to a page, of the same version. */
const { source } = createRequire(required.resolve("@axe-core/playwright"))("axe-core") as typeof axe;

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let running: Promise<Browser> | undefined;
const watched = new Map<Page, string[]>();

/** The browser of this worker, started at first use and ended after the file's last test. */
export function browser(): Promise<Browser> {
  running ??= chromium.launch({ executablePath: requireChromium(), args: FLAGS });
  return running;
}

function requireChromium() {
  const file = findChromium();
  if (!file) throw new Error("No Chromium was found: install it, or name it in CHROMIUM_PATH.");
  return file;
}

/**
 * A page in a context of its own: nobody's cookies. The test fails when anything on it logs an error, unless it takes
 * the errors first (see takeErrors).
 */
export async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await browser()).newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  watched.set(page, errors);
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${page.url()})`);
  });
  page.on("pageerror", (error) => errors.push(`${error} (${page.url()})`));
  return page;
}

/** The errors logged so far, which the test has expected: they fail it no more. */
export function takeErrors(page: Page): string[] {
  return watched.get(page)?.splice(0) ?? [];
}

/** Fails with what axe finds wrong on the page, by the rules of WCAG 2.2 AA and its best practices. */
export async function expectNoAxeViolations(page: Page) {
  // Brought to a page once, and only what is wrong is brought back: both took longer than looking.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  expect(await page.evaluate(violations), `axe on ${page.url()}`).toEqual([]);
}

/** In the page, whose frames, if it had any, would not be looked at. */
async function violations(): Promise<string[]> {
  const own = (window as unknown as { axe: Pick<typeof axe, "run"> }).axe;
  const found = await own.run(document, { resultTypes: ["violations"] });
  return found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.html}`).join("\n")}`,
  );
}

afterEach(async () => {
  const errors = [...watched.values()].flat();
  const contexts = [...watched.keys()].map((page) => page.context());
  watched.clear();
  await Promise.all([...new Set(contexts)].map((context) => context.close()));
  expect(errors, "errors in the browser's console").toEqual([]);
});

afterAll(async () => {
  await (await running)?.close();
  running = undefined;
});
