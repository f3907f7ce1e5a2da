import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

type Arrived = Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string } };

/**
 * The address of who asks. Anybody can write X-Forwarded-For, so only the entries that `trustedProxies` proxies of ours
 * have appended count: the one that many places from the right. No other header is looked at.
 */
export function clientAddress({ headers, socket }: Arrived, trustedProxies: number): string {
  const direct = plain(socket.remoteAddress ?? "");
  if (trustedProxies === 0) return direct;
  const entries = String(headers["x-forwarded-for"] ?? "").split(",");
  const entry = plain(entries[entries.length - trustedProxies]?.trim() ?? "");
  return isIP(entry) ? entry : direct;
}

/** IPv4 in IPv6's clothes is IPv4. */
function plain(address: string) {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
