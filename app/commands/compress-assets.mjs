import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

const COMPRESSIBLE = /\.(?:css|html|ico|js|json|svg|txt|webmanifest)$/;
const WORTH_IT = 500; // bytes

/**
 * Puts .br and .gz twins beside the built files, as small as they get: this is done once, not for each request.
 * @param {string} folder
 */
export async function compressAssets(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => COMPRESSIBLE.test(file));
  await Promise.all(files.map(compress));
}

/** @param {string} file */
async function compress(file) {
  const content = readFileSync(file);
  if (content.length < WORTH_IT) return;
  const [br, gz] = await Promise.all([promisify(brotliCompress)(content), promisify(gzip)(content, { level: 9 })]);
  writeFileSync(`${file}.br`, br);
  writeFileSync(`${file}.gz`, gz);
}
