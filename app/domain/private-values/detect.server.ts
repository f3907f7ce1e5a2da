import type { CountryCode } from "libphonenumber-js/max";
import { addressesIn } from "./addresses.ts";
import { cardsIn } from "./cards.server.ts";
import { emailsIn, isOffice } from "./emails.ts";
import { accountsIn, ibansIn } from "./ibans.server.ts";
import { type Finder, identifiersIn } from "./identifier.ts";
import { keysIn } from "./keys.server.ts";
import { nationalIdsIn } from "./national-ids.ts";
import { codeIn, opaqueIn, touching } from "./opaque.ts";
import { phonesIn } from "./phones.server.ts";
import { type FoundValue, isGrave, PLACEHOLDER, type PrivateKind } from "./private-value.ts";
import { placeOf, readingOf, type Stretch } from "./reading.ts";

/** What it takes to find everything: where telephones are without a country's number, and the company's own numbers. */
export interface Detection {
  regions: readonly CountryCode[];
  finders: readonly Finder[];
  /**
   * Of a text that is to be published: code and addresses of offices are searched like anything else. Of what staff says to
   * a requester: only what is never harmless, for its other numbers are mostly the company's own. Of a note of staff's:
   * everything is offered a place of its own, and only what is never harmless is asked about.
   */
  purpose?: "publication" | "response" | "note";
}

/** Telephones of these countries are known when nothing else is said. */
export const USUAL: Detection = { regions: ["US", "GB", "DE", "FR"], finders: [] };

/**
 * Everything in a text that looks like somebody's private matter, in reading order; no two overlap. Pure, and linear in the
 * text's length. Invisible signs and other digits hide nothing.
 */
export async function privateValuesIn(text: string, detection: Detection = USUAL): Promise<FoundValue[]> {
  const reading = readingOf(text);
  const found = await search(reading.plain, detection);
  return found.map((value) => ({ ...value, ...placeOf(reading, value.start, value.end) }));
}

async function search(text: string, { regions, finders, purpose }: Detection): Promise<FoundValue[]> {
  const of = (kind: PrivateKind, stretches: readonly Stretch[]) => stretches.map((one) => ({ ...one, kind }));
  const isOpaque = touching(opaqueIn(text));
  const isCode = touching(purpose === "publication" ? [] : codeIn(text));
  const placeholders = [...text.matchAll(PLACEHOLDER)].map(({ 0: all, index }) => ({
    start: index,
    end: index + all.length,
  }));
  const outside = (stretches: readonly Stretch[]) => stretches.filter((one) => !isCode(one));
  const plain = (stretches: readonly Stretch[]) => outside(stretches).filter((one) => !isOpaque(one));
  const own = ownNumbers(text, finders).filter((one) => !isCode(one));
  const isOwn = touching(own);
  // The surest first: what overlaps one of them is that one.
  const ranked: FoundValue[] = [
    ...of("key", await keysIn(text)),
    ...of("iban", ibansIn(text)),
    ...of(
      "iban",
      plain(accountsIn(text)).filter((one) => !isOwn(one)),
    ),
    ...own,
    ...of("card", plain(cardsIn(text))),
    ...of("id", plain(nationalIdsIn(text))),
    ...of(
      "email",
      outside(emailsIn(text)).filter((one) => isSomebodys(text, one, purpose)),
    ),
    ...of("phone", plain(phonesIn(text, regions))),
    ...of("address", outside(addressesIn(text))),
  ];
  const kept = withoutOverlaps(ranked, placeholders);
  return purpose === "response" ? kept.filter(({ kind }) => isGrave(kind)) : kept;
}

const ownNumbers = (text: string, finders: readonly Finder[]): FoundValue[] =>
  identifiersIn(text, finders)
    .filter(({ identifier, isRight }) => isRight && identifier.privacy === "private")
    .map(({ start, end, identifier }) => ({ start, end, kind: "number", patternId: identifier.id }));

const isSomebodys = (text: string, one: Stretch, purpose: Detection["purpose"]) =>
  !isWithinAddress(text, one) && (purpose === "publication" || !isOffice(text, one));

/** Part of an address on the net: who a link belongs to is the link's business. */
function isWithinAddress(text: string, { start }: Stretch): boolean {
  const word =
    text
      .slice(Math.max(0, start - 200), start)
      .split(/\s/)
      .at(-1) ?? "";
  return /^[<("']?[a-z][a-z0-9+.-]{1,15}:\/\//i.test(word);
}

function withoutOverlaps(ranked: readonly FoundValue[], taken: readonly Stretch[]): FoundValue[] {
  const kept: FoundValue[] = [];
  for (const kind of new Set(ranked.map((one) => one.kind))) {
    const isTaken = touching([...kept, ...taken]);
    const free = ranked
      .filter((one) => one.kind === kind && !isTaken(one))
      .sort((a, b) => a.start - b.start || b.end - a.end);
    for (const one of free) if (kept.at(-1)?.kind !== kind || (kept.at(-1)?.end ?? 0) <= one.start) kept.push(one);
  }
  return kept.sort((a, b) => a.start - b.start);
}
