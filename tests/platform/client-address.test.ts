import { describe, expect, test } from "vitest";
import { clientAddress } from "../../app/platform/client-address.server.ts";

const from = (remoteAddress: string, headers: Record<string, string> = {}) => ({ headers, socket: { remoteAddress } });

describe("the client's address", () => {
  test("is the connection's when no proxy is trusted, whatever headers claim", () => {
    for (const header of [
      "x-forwarded-for",
      "x-real-ip",
      "x-client-ip",
      "true-client-ip",
      "cf-connecting-ip",
      "forwarded",
    ]) {
      expect(clientAddress(from("203.0.113.9", { [header]: "127.0.0.1" }), 0)).toBe("203.0.113.9");
    }
  });

  test("is what the trusted proxies appended, not what the client wrote before it", () => {
    const arrived = from("10.0.0.1", { "x-forwarded-for": "127.0.0.1, 198.51.100.7" });
    expect(clientAddress(arrived, 1)).toBe("198.51.100.7");
    expect(clientAddress(from("10.0.0.1", { "x-forwarded-for": "1.1.1.1, 198.51.100.7, 10.0.0.2" }), 2)).toBe(
      "198.51.100.7",
    );
  });

  test("is the connection's when a trusted proxy's entry is missing or is no address", () => {
    expect(clientAddress(from("10.0.0.1"), 1)).toBe("10.0.0.1");
    expect(clientAddress(from("10.0.0.1", { "x-forwarded-for": "' OR 1=1--" }), 1)).toBe("10.0.0.1");
    expect(clientAddress(from("10.0.0.1", { "x-forwarded-for": "198.51.100.7" }), 2)).toBe("10.0.0.1");
  });

  test("is written as IPv4 when it is IPv4 in IPv6's clothes", () => {
    expect(clientAddress(from("::ffff:203.0.113.9"), 0)).toBe("203.0.113.9");
  });
});
