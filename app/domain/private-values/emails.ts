import type { Stretch } from "./reading.ts";

const LOCAL_MAX = 64;
const DOMAIN_MAX = 190;
const LOCAL = /[\p{L}\p{N}._%+'-]/u;
const DOMAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.){1,6}\p{L}{2,24}(?![\p{L}\p{N}-])/u;
/** Written so that machines shall not read them. */
const WORDED =
  /(?<![\p{L}\p{N}._-])[\p{L}\p{N}._+-]{1,64} ?(?:\((?:at|ät)\)|\[(?:at|ät)\]) ?[\p{L}\p{N}-]{1,63} ?(?:(?:\.|\(dot\)|\[dot\]|\(punkt\)|\[punkt\]) ?[\p{L}\p{N}-]{1,63}){1,4}/giu;
const SPOKEN =
  /(?<![\p{L}\p{N}._-])[\p{L}\p{N}._+-]{1,64} at [\p{L}\p{N}-]{1,63} dot (?:com|org|net|de|fr|co dot uk|uk|io|eu|es|it|nl|ch|at)\b/giu;

const ROLES = new Set(
  "support,info,noreply,no-reply,donotreply,do-not-reply,hello,help,helpdesk,sales,contact,kontakt,service,postmaster,webmaster,hostmaster,abuse,security,privacy,billing,press,jobs,careers,feedback,root,git,mailer-daemon,datenschutz,impressum,kundenservice,notifications,newsletter,unsubscribe,npm".split(
    ",",
  ),
);
/** What a file's name ends with, and a machine's that nobody writes to. */
const NO_ENDING =
  /\.(?:png|jpe?g|gif|svg|webp|css|js|mjs|ts|tsx|jsx|json|md|py|rb|go|rs|java|php|sh|conf|cfg|ini|log|txt|service|socket|local|lan|localdomain|internal|home|arpa|x86_64|noarch|tgz|gz|zip|so)$/i;

/** Whether an address is an office's, such as support@: whoever writes it down gives nothing of their own away. */
export function isOffice(text: string, { start, end }: Stretch): boolean {
  return ROLES.has(text.slice(start, end).split("@")[0]?.toLowerCase() ?? "");
}

/** E-mail addresses, also where the sign is put into words. */
export function emailsIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const stretch = around(text, at);
    if (stretch) found.push(stretch);
  }
  if (!/[([](?:at|ät)[)\]]| dot /i.test(text)) return found;
  return [...found, ...[...text.matchAll(WORDED), ...text.matchAll(SPOKEN)].map(stretchOf)];
}

const stretchOf = (match: RegExpExecArray): Stretch => ({ start: match.index, end: match.index + match[0].length });

function around(text: string, at: number): Stretch | null {
  let start = at;
  while (start > 0 && at - start < LOCAL_MAX && LOCAL.test(text[start - 1] ?? "")) start--;
  while (start < at && /[.'+-]/.test(text[start] ?? "")) start++;
  const domain = DOMAIN.exec(text.slice(at + 1, at + 1 + DOMAIN_MAX))?.[0] ?? "";
  const local = text.slice(start, at).toLowerCase();
  if (domain === "" || local === "" || NO_ENDING.test(domain)) return null;
  // git@host:path and user:secret@host are addresses of machines; the secret is another detector's.
  const after = text[at + 1 + domain.length] ?? "";
  const before = text[start - 1] ?? "";
  if ((after === ":" && /[\w/~]/.test(text[at + 2 + domain.length] ?? "")) || before === "/") return null;
  return { start, end: at + 1 + domain.length };
}
