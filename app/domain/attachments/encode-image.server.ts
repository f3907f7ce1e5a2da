import sharp from "sharp";
import { IMAGE_TYPES, type ImageType, PIXELS_MAX, SMALL_SIDE } from "./attachment.ts";
import { refused } from "./sniff.server.ts";

/** Nobody's screen shows more; the rest would only weigh. */
const LONGEST_SIDE = 2_560;
/** Longer films are shown as their first picture. */
const FRAMES_MAX = 200;
/** An image that is light already needs no smaller one. */
const LIGHT_BYTES = 80_000;
const WITHIN_SECONDS = 15;

// Only what reads the types we take: neither SVG nor what else libvips would open.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Nsgif", "Webp", "Heif"].map((kind) => `VipsForeignLoad${kind}`),
});
// A quality would make a PNG one of 256 colours.
const HOW = {
  "image/jpeg": { quality: 85 },
  "image/png": {},
  "image/gif": {},
  "image/webp": { quality: 85, effort: 3 },
};

sharp.cache(false);
sharp.concurrency(1);

export interface EncodedImage {
  type: ImageType;
  bytes: Buffer;
  width: number;
  height: number;
  /** For pages, where the image itself is heavy. */
  small: Buffer | null;
}

/**
 * The picture made anew from its pixels: upright, of bounded size, without place, camera, comments or what was hidden
 * behind it. A moving one goes on moving.
 */
export async function encodeImage(given: Buffer, type: ImageType): Promise<EncodedImage> {
  try {
    return await encode(given, type);
  } catch (error) {
    throw refused(/pixel limit/i.test(String(error)) ? "image_too_large" : "image_unreadable");
  }
}

async function encode(given: Buffer, type: ImageType): Promise<EncodedImage> {
  const isMoving = await moves(given, type);
  const written = isMoving || type !== "image/gif" ? type : "image/png";
  const kept = written === "image/avif" ? "image/webp" : written;
  const { data, info } = await shrunk(given, LONGEST_SIDE, isMoving)
    .toFormat(formatOf(kept), HOW[kept])
    .toBuffer({ resolveWithObject: true });
  const height = info.pageHeight ?? info.height;
  return { type: kept, bytes: data, width: info.width, height, small: await smallOf(given, data.length) };
}

/** Whether it has several pictures, and few enough to keep them. */
async function moves(given: Buffer, type: ImageType) {
  if (type !== "image/gif" && type !== "image/webp") return false;
  const { width = 0, height = 0, pages = 1 } = await sharp(given, { limitInputPixels: PIXELS_MAX }).metadata();
  return pages > 1 && pages <= FRAMES_MAX && width * height * pages <= PIXELS_MAX;
}

async function smallOf(given: Buffer, size: number) {
  if (size <= LIGHT_BYTES) return null;
  const small = await shrunk(given, SMALL_SIDE, false).webp({ quality: 72, effort: 3 }).toBuffer();
  return small.length < size ? small : null;
}

function shrunk(given: Buffer, side: number, isMoving: boolean) {
  return sharp(given, { limitInputPixels: PIXELS_MAX, animated: isMoving, failOn: "error" })
    .autoOrient()
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .timeout({ seconds: WITHIN_SECONDS });
}

const formatOf = (type: ImageType) => (type === "image/jpeg" ? "jpeg" : IMAGE_TYPES[type]);
