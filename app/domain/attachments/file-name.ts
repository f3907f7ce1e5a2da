/** Characters of a name as UTF-8 takes them, so that it can be saved anywhere with something before it. */
const NAME_MAX_BYTES = 180;

/** Marks that turn the direction of what follows ("photo\u202Egpj.exe" reads as "photoexe.jpg"), and what is not seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;
/** What some system or other does not allow in a name, or reads as something else. */
const SIGNS = /[<>:"|?*\\/`$%&;#{}[\]^~\s]+/g;
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(?:\..*)?$/i;

/** More of a name is not even read. */
const READ_MAX = 2_000;

/** What somebody called a file, without its ending and without what does harm where it is shown, saved or sent. */
export function plainStem(given: string): string {
  const last = given.slice(0, READ_MAX).toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(UNSEEN, "")
    .replace(SIGNS, " ")
    .trim()
    .replace(/^[.\s-]+/, "");
  return plain.replace(/\.[^.]*$/, "");
}

/** A name of such words that any file system takes, with the ending that is true. */
export function harmlessName(plain: string, ending: string): string {
  const stem = cut(plain, NAME_MAX_BYTES - ending.length - 1).replace(/[.\s]+$/, "");
  const free = RESERVED.test(stem) ? `_${stem}` : stem;
  return `${free || "file"}.${ending}`;
}

/** What a name ends with, in small letters. */
export const endingOf = (name: string) => /\.([^./\\]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** The longest beginning that takes no more bytes and breaks no letter. */
function cut(text: string, bytes: number) {
  let length = 0;
  let kept = "";
  for (const letter of text) {
    length += new TextEncoder().encode(letter).length;
    if (length > bytes) break;
    kept += letter;
  }
  return kept;
}
