import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type CSSProperties, createElement, type ReactNode } from "react";
import type { Font } from "satori";
import { Unavailable } from "./errors.ts";
import { ByteCache } from "./markdown/byte-cache.ts";

/** What every preview measures: what all networks show whole. */
const WIDTH = 1200;
const HEIGHT = 630;
const CACHE_BYTES = 24 * 1_048_576;
/** Drawings are made one after the other; who comes behind so many is asked to come back. */
const WAITING_MAX = 12;
const AGAIN_SECONDS = 5;

const READS_SVG = { operation: ["VipsForeignLoadSvg"] };

const drawn = new ByteCache(CACHE_BYTES);
const underWay = new Map<string, Promise<Buffer>>();
let last: Promise<unknown> = Promise.resolve();

/** The picture of this name if it was drawn lately. */
export function findDrawing(name: string): Buffer | undefined {
  const kept = drawn.get(name);
  return kept === undefined ? undefined : Buffer.from(kept, "base64");
}

/** A PNG of what a component shows; drawn once for all who wait for the same. */
export function draw(name: string, picture: ReactNode): Promise<Buffer> {
  const running = underWay.get(name);
  if (running) return running;
  if (underWay.size >= WAITING_MAX) throw new Unavailable(AGAIN_SECONDS);
  const drawing = last.then(() => drawNow(picture)).finally(() => underWay.delete(name));
  underWay.set(name, drawing);
  last = drawing.then(
    (png) => drawn.set(name, png.toString("base64")),
    () => undefined,
  );
  return drawing;
}

/** Loaded with the first drawing: most processes make few, and some none. */
async function drawNow(picture: ReactNode): Promise<Buffer> {
  const [{ default: satori }, { default: sharp }, fonts] = await Promise.all([
    import("satori"),
    import("sharp"),
    loadFonts(),
  ]);
  const page = createElement("div", { style: PAGE }, picture);
  const svg = await satori(page, { width: WIDTH, height: HEIGHT, fonts });
  // Uploads are refused what reads SVG (they never get here: their type is looked at first); ours is let in while it is drawn.
  sharp.unblock(READS_SVG);
  try {
    return await sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toBuffer();
  } finally {
    sharp.block(READS_SVG);
  }
}

const SUBSETS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese"];
const WEIGHTS = [400, 600] as const;

/** Each part of the typeface is a family of its own to the library, and a letter is looked for in all of them in turn. */
const PAGE: CSSProperties = { display: "flex", width: "100%", height: "100%", fontFamily: SUBSETS.join(", ") };

let fonts: Promise<Font[]> | undefined;

/** The house's own typeface, whose letters become shapes in the picture: no font of the machine's is looked for. */
function loadFonts(): Promise<Font[]> {
  fonts ??= Promise.all(SUBSETS.flatMap((subset) => WEIGHTS.map((weight) => loadFont(subset, weight))));
  return fonts;
}

async function loadFont(subset: string, weight: (typeof WEIGHTS)[number]): Promise<Font> {
  const file = `@fontsource/source-sans-3/files/source-sans-3-${subset}-${weight}-normal.woff`;
  const data = await readFile(createRequire(import.meta.url).resolve(file));
  return { name: subset, data, weight, style: "normal" };
}

/** Letters, figures and marks that the typeface has. */
const DRAWABLE =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\u0020-\u007e\u00a0-\u00ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2122\u2190-\u2193\u2212\u2260\u2264\u2265]$/u;
/** With fewer of its letters left a text says something else than it did. */
const ENOUGH = 0.8;
/** Where letters are missing. */
const LEFT_OUT = "…";
const isLetter = (character: string) => /[\p{L}\p{N}]/u.test(character);

/**
 * What of a text the typeface can draw: the text without its emoji and stray signs, a mark where a word in other letters
 * stood, or nothing when it is written in a script of other letters, or from right to left.
 */
export function drawable(text: string): string | undefined {
  const characters = Array.from(text.normalize("NFC"));
  const letters = characters.filter(isLetter);
  const keptLetters = letters.filter((character) => DRAWABLE.test(character));
  if (keptLetters.length === 0 || keptLetters.length < letters.length * ENOUGH) return undefined;
  const drawn = characters.map((one) => (DRAWABLE.test(one) ? one : isLetter(one) ? LEFT_OUT : ""));
  return drawn.join("").replace(/…+/g, LEFT_OUT).replace(/\s+/g, " ").trim();
}
