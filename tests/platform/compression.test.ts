import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { acceptedEncoding, compress, isCompressible } from "../../app/platform/compression.server.ts";

describe("compression", () => {
  test.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip;q=1.0, deflate", "gzip"],
    ["br;q=0, gzip", "gzip"],
    ["BR", "br"],
    ["brotli, xgzip", "identity"],
    ["*", "identity"],
    [undefined, "identity"],
  ])("answers Accept-Encoding %j with %s", (header, encoding) => {
    expect(acceptedEncoding(header)).toBe(encoding);
  });

  test("gives back what was put in", async () => {
    const body = Buffer.from("how do I reset the router? ".repeat(100));
    expect(brotliDecompressSync(await compress(body, "br"))).toEqual(body);
    expect(gunzipSync(await compress(body, "gzip"))).toEqual(body);
    expect(await compress(body, "identity")).toEqual(body);
  });

  test("leaves alone what would not get smaller, and streams of events", () => {
    expect(isCompressible("text/html; charset=utf-8", 5000)).toBe(true);
    expect(isCompressible("text/html; charset=utf-8", 500)).toBe(false);
    expect(isCompressible("image/webp", 5000)).toBe(false);
    expect(isCompressible("text/event-stream", 5000)).toBe(false);
  });
});
