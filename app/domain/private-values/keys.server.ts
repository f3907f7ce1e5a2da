import { lintedIn } from "./linted.server.ts";
import { touching } from "./opaque.ts";
import type { Stretch } from "./reading.ts";

/** Keys and tokens: those whose makers gave them a form, those that are said to be one, and whole private keys. */
export async function keysIn(text: string): Promise<Stretch[]> {
  const known = KNOWN.flatMap((pattern) => [...text.matchAll(pattern)].map(stretchOf));
  const own = [...privateKeysIn(text), ...known, ...saidIn(text)];
  const isFound = touching(own);
  return [...own, ...(await lintedIn(text)).filter((one) => !isFound(one))];
}

const stretchOf = (match: RegExpExecArray): Stretch => ({ start: match.index, end: match.index + match[0].length });

/** Forms that the library does not know yet. */
const KNOWN: readonly RegExp[] = [
  /(?<![\w-])eyJ[\w-]{8,2000}\.eyJ[\w-]{4,4000}\.[\w-]{16,1000}/g,
  /(?<![\w-])(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,200}/g,
  /(?<![\w-])whsec_[A-Za-z0-9+/]{20,100}={0,2}/g,
  /(?<![\w-])sk-(?:proj-|ant-|svcacct-)?[\w-]{20,200}/g,
  /(?<![\w-])gh[opsur]_[A-Za-z0-9]{30,100}/g,
  /(?<![\w-])github_pat_\w{30,120}/g,
  /(?<![\w-])gl(?:pat|ptt|dt|rt)-[\w-]{20,60}/g,
  /(?<![\w-])AIza[\w-]{35}/g,
  /(?<![\w-])(?:AKIA|ASIA)[A-Z2-7]{16}(?!\w)/g,
  /(?<![\w-])xox[abeoprs]-[\w-]{10,200}/g,
  /(?<![\w-])xapp-\d-[\w-]{20,200}/g,
  /(?<![\w-])npm_[A-Za-z0-9]{30,60}/g,
  /(?<![\w-])pypi-[\w-]{30,300}/g,
  /(?<![\w-])hf_[A-Za-z]{30,60}/g,
  /(?<![\w-])dckr_pat_[\w-]{20,60}/g,
  /(?<![\w-])do[por]_v1_[a-f0-9]{40,80}/g,
  /(?<![\w-])shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/g,
  /(?<![\w-])ya29\.[\w-]{20,400}/g,
  /(?<![\w-])SG\.[\w-]{16,40}\.[\w-]{16,60}/g,
  /(?<![\w-])(?:ATATT|ATCTT)[\w-]{30,250}=?/g,
  /(?<![\w-])AGE-SECRET-KEY-1[A-Z0-9]{58}/g,
  /(?<![\w-])\d{8,10}:AA[\w-]{33}(?![\w-])/g,
  /(?<=\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s:@/]{0,100}:)[^\s:@/]{3,200}(?=@)/gi,
];

const SAID =
  /(?<![\p{L}\p{N}])(pass(?:word|wort|phrase|code|wd)?|pwd|pw|kennwort|mot de passe|contraseña|wachtwoord|psk|wpa2?[ -]?key|wi-?fi[ -]?key|(?:wlan|netzwerk)[ -]?schlüssel|(?:api|access|secret|private|client|auth|encryption|license|activation|recovery|backup)[ _-]?(?:key|token|secret|code)|api[ _-]?schlüssel|lizenzschlüssel|zugangscode|token|secret|authorization:? bearer|bearer|pin|tan|otp|pairing code|verification code)["'`]? {0,2}(?:is|ist|lautet|est|es|:|=|=>)? {0,2}["'`]?([^\s"'`,;<>(){}[\]]{4,200})/giu;

/** What stands in examples. */
const NO_SECRET =
  /^(?:x{3,}|\*{3,}|•{2,}|\.{3,}|your[-_].*|my[-_].*|change_?me.*|example.*|placeholder.*|null|none|undefined|true|false|required|optional|expired|invalid|incorrect|wrong|missing|\$.*|%.*|<.*|process\.env.*|os\.environ.*|redacted|hidden|\[.*)$/i;
/** Digits alone, and short ones: only these words say that they are secret. */
const SHORT_ONES =
  /^(?:pin|tan|otp|passcode|pass(?:word|wort|wd)?|pwd|pw|kennwort|zugangscode|mot de passe|contraseña|wachtwoord|verification code|pairing code|psk)$/i;

/** What somebody says is a password or a key: it must look like nothing that could be a word. */
function saidIn(text: string): Stretch[] {
  return [...text.matchAll(SAID)].flatMap((match) => {
    const [all, word = "", raw = ""] = match;
    const value = raw.replace(/[.,:!?]+$/, "");
    if (NO_SECRET.test(value) || !isSecretLike(word, value, all)) return [];
    const start = match.index + all.length - raw.length;
    return [{ start, end: start + value.length }];
  });
}

function isSecretLike(word: string, value: string, all: string): boolean {
  // "pw" is written by nobody but who goes on with one.
  const isAssigned = /^(?:pw|pwd)$/i.test(word) || /[:=]|\b(?:is|ist|lautet|est|es) /i.test(all.slice(word.length));
  if (/^(?:tan|otp)$/i.test(word)) return /^\d{6,8}$/.test(value);
  if (!isAssigned) return value.length >= 20 && /\d/.test(value) && /[a-z]/i.test(value);
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(value)).length;
  if (SHORT_ONES.test(word) && /^\d{4,12}$/.test(value)) return true;
  if (SHORT_ONES.test(word)) return value.length >= 6 && /[\d!$%&?#@+_]/.test(value) && kinds >= 2;
  return value.length >= 8 && /\d/.test(value) && (kinds >= 2 || NETWORK.test(word));
}

/** The key of a network may be digits alone. */
const NETWORK = /wi-?fi|wlan|netzwerk|wpa|psk/i;

const BEGIN = "-----BEGIN ";
const PEM_MAX = 8_000;

/** A private key from its first line to its last, or as much of it as there is. */
function privateKeysIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  let end = 0;
  for (let start = text.indexOf(BEGIN); start >= 0; start = text.indexOf(BEGIN, Math.max(start + 1, end))) {
    const head = text.slice(start, start + 80);
    if (!/^-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/.test(head)) continue;
    const last = text.slice(start, start + PEM_MAX).search(/-----END [A-Z0-9 ]{0,40}-----/);
    const line = last < 0 ? -1 : text.indexOf("-----", start + last + 9);
    end = line < 0 ? Math.min(text.length, start + PEM_MAX) : line + 5;
    found.push({ start, end });
  }
  return found;
}
