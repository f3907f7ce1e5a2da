import type { PrivateKind } from "../private-values/private-value.ts";

/** What of somebody's own is asked for, by the words it is asked in. */
const WORDS: Record<PrivateKind, RegExp> = {
  phone: /\bphone|telephone|\bcall you|reach you|mobile|telefon|handy|rückruf|anrufen|rufnummer/iu,
  email: /e-?mail|mail address/iu,
  address: /\baddress|where (?:do you live|shall we send)|deliver|anschrift|adresse|liefern/iu,
  iban: /\biban\b|bank (?:account|details)|refund to|kontonummer|bankverbindung|konto\b/iu,
  card: /\bcard\b|kreditkarte|kartennummer/iu,
  id: /tax (?:id|number)|identity (?:card|number)|passport|steuer|ausweis/iu,
  number:
    /(?:order|customer|serial|invoice|contract) (?:number|no\b|id)|seriennummer|bestellnummer|kundennummer|rechnungsnummer|vertragsnummer/iu,
  // A password is nobody's to ask for.
  key: /(?!)/u,
};

/** The kinds of private values that a text asks for; `names` are of the company's own numbers. */
export function kindsAskedIn(text: string, names: readonly string[] = []): PrivateKind[] {
  const kinds = (Object.keys(WORDS) as PrivateKind[]).filter((kind) => WORDS[kind].test(text));
  const isNamed = names.some((name) => text.toLowerCase().includes(name.toLowerCase()));
  return isNamed && !kinds.includes("number") ? [...kinds, "number"] : kinds;
}
