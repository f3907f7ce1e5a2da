import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import type { Tx } from "../../platform/db.server.ts";
import { env } from "../../platform/env.server.ts";

const VERSION = 1;
const NAME_LENGTH = 8;
const IV_LENGTH = 12;
const TAG_LENGTH = 16;

interface Key {
  /** Stands before what it has encrypted, so that another can follow it. */
  name: Buffer;
  key: Buffer;
}

let keys: Promise<Key[]> | undefined;

/**
 * Encrypts a value for its place in the database. `place` is bound to it: moved to another row, it opens no more.
 * Layout: version, key's name, nonce, tag, text; AES-256-GCM.
 */
export async function seal(tx: Tx, place: string, value: string): Promise<Uint8Array<ArrayBuffer>> {
  const [first] = await knownKeys(tx);
  if (!first) throw new Error("There is no key for private values.");
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv("aes-256-gcm", first.key, iv).setAAD(Buffer.from(place));
  const text = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  return Uint8Array.from(Buffer.concat([Buffer.of(VERSION), first.name, iv, cipher.getAuthTag(), text]));
}

/** What was sealed; null when no key of ours opens it. */
export async function open(tx: Tx, place: string, sealed: Uint8Array): Promise<string | null> {
  const bytes = Buffer.from(sealed);
  const name = bytes.subarray(1, 1 + NAME_LENGTH);
  const found = (await knownKeys(tx)).find((key) => key.name.equals(name));
  if (!found || bytes[0] !== VERSION) return null;
  const iv = bytes.subarray(1 + NAME_LENGTH, 1 + NAME_LENGTH + IV_LENGTH);
  const tagAt = 1 + NAME_LENGTH + IV_LENGTH;
  const decipher = createDecipheriv("aes-256-gcm", found.key, iv, { authTagLength: TAG_LENGTH });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(tagAt, tagAt + TAG_LENGTH));
  return decipher.update(bytes.subarray(tagAt + TAG_LENGTH), undefined, "utf8") + decipher.final("utf8");
}

/** Those of the environment, and last the database's own, with which everything was sealed while there was none. */
function knownKeys(tx: Tx): Promise<Key[]> {
  keys ??= readSecret(tx).then((secret) => [...(env.PRIVATE_VALUES_KEY ?? []), ""].map((key) => keyOf(key, secret)));
  keys.catch(() => {
    keys = undefined;
  });
  return keys;
}

async function readSecret(tx: Tx): Promise<Uint8Array> {
  const { value } = await tx.secret.findUniqueOrThrow({ where: { name: "private_values" } });
  return value;
}

function keyOf(fromEnvironment: string, secret: Uint8Array): Key {
  const key = Buffer.from(hkdfSync("sha256", fromEnvironment, secret, "answerloop private values", 32));
  return { name: createHash("sha256").update(key).digest().subarray(0, NAME_LENGTH), key };
}

/** Forgets the keys: for tests, whose databases come and go. */
export function forgetKeys() {
  keys = undefined;
}
