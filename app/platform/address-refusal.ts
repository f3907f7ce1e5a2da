/** What a mail server's refusal says of the address itself. */
export type AddressRefusal = "permanent" | "temporary";

/** What nodemailer says of an answer that was no yes. */
interface Refused {
  command?: unknown;
  responseCode?: unknown;
  response?: unknown;
}

/** Of RFC 3463: 1 is the address, 2 its mailbox. The others are the server, the network, the talk, or a rule of theirs about us. */
const ABOUT_THE_ADDRESS = /^[45]\.[12]\.\d{1,3}$/;
/** What says that without such a code: no mailbox, moved, full, bad name; a host that takes no mail (RFC 7504). */
const PLAIN_CODES: readonly number[] = [450, 452, 550, 551, 552, 553, 556];
/** A server that would not pass our mail on to anybody. */
const RELAYING = /relay/i;

/**
 * Whether a mail was refused because of whom it goes to, for good or for now; null where it was refused for another reason. At
 * RCPT TO a plain code is enough; once the mail itself has been looked at, only a code that names the address is.
 */
export function addressRefusal(error: unknown): AddressRefusal | null {
  const { command, responseCode, response } = (error ?? {}) as Refused;
  if (typeof responseCode !== "number" || (command !== "RCPT TO" && command !== "DATA")) return null;
  const words = typeof response === "string" ? response : "";
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(words)?.[1];
  const isPlain = command === "RCPT TO" && PLAIN_CODES.includes(responseCode) && !RELAYING.test(words);
  if (enhanced ? !ABOUT_THE_ADDRESS.test(enhanced) : !isPlain) return null;
  return responseCode >= 500 ? "permanent" : "temporary";
}
