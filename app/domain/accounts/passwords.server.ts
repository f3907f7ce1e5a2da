import { hash, verify } from "@node-rs/argon2";

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane; about 20 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string) => hash(password, COST);

/** As slow for an account that has no password, or is not there, as for one that has: time tells nothing. */
export async function isPassword(stored: string | null | undefined, typed: string): Promise<boolean> {
  const matches = await verify(stored ?? (await decoy()), typed.normalize("NFKC"));
  return matches && Boolean(stored);
}

let decoyHash: Promise<string> | undefined;
function decoy() {
  decoyHash ??= hashPassword("nobody's password");
  return decoyHash;
}
