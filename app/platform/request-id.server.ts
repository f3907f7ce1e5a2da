import { randomBytes } from "node:crypto";

/** The header that carries it: ours alone, whatever a client has put there. */
export const REQUEST_ID = "X-Request-Id";

const process = randomBytes(6).toString("base64url");
let count = 0;

/** A name for a request that no other of any server has, made at next to no cost. */
export function nextRequestId() {
  count += 1;
  return `${process}-${count.toString(36)}`;
}
