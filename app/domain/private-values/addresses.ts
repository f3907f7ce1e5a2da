import type { Stretch } from "./reading.ts";
import { isSaidToBeHome, wordsBefore } from "./words-before.ts";

/** A country's way to write where somebody lives: the street with its number, and the place that makes it certain. */
interface Way {
  street: RegExp;
  /** Looked for right behind the street; the address ends with it. */
  place: RegExp;
}

const NAME = String.raw`\p{Lu}[\p{L}\p{M}'’.-]{0,30}`;
const NAMES = `${NAME}(?: (?:${NAME}|de|du|des|la|le|les|del|della|van|von|der|den|of|the|und|am|an|im|d'|l'))`;
/** Which floor, and which door on it: "2º B" (of which a reading makes "2o B"), "3. OG", "4th floor". */
const FLOOR = String.raw`\d{1,2} ?(?:[oa°](?: ?(?:\p{L}{1,5}\.?|\d{1,2}a))?(?![\p{L}\d])|\. ?(?:OG|Stock|Etage)|(?:st|nd|rd|th) [Ff]loor|(?:er|e|ème) étage)`;
/** Between street and place: a comma, a line's end, a flat, a district. */
const BETWEEN = String.raw`[ \t,\n\r.;–-]{0,4}(?:[^\n\d]{0,40}[,\n]|(?:[Aa]pt|[Aa]partment|[Ss]uite|[Uu]nit|[Ff]lat|[Ss]te|[Aa]ppt|#|[Ww]ohnung|Whg|[Bb][âa]t|[Pp]iso)\.? ?[\w-]{1,6}|${FLOOR})?[ \t,\n\r–-]{0,4}`;

const CITY = String.raw`\p{Lu}[\p{L}\p{M}'’.-]{1,30}(?:[ -](?:\p{Lu}[\p{L}\p{M}'’.-]{0,30}|am|an|der|im|bei|sur|en|la|le|de|del|(?:Main|Rhein)|\(\p{L}{2,20}\))){0,4}`;

const place = (pattern: string) => new RegExp(`^${BETWEEN}${pattern}`, "u");

const GERMAN_STREET = String.raw`(?:\p{Lu}[\p{L}\p{M}.’'-]{0,25}[ -]){0,3}(?:\p{L}{1,30}(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|damm|ufer|steig|stieg|pfad|chaussee|markt|berg|hof|graben|promenade|zeile)|(?:\p{Lu}\p{L}{1,25}-)?(?:Stra(?:ß|ss)e|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer|Chaussee|Promenade)|(?:Am|Im|An der|An den|Auf der|Auf dem|In der|Zum|Zur|Unter den|Hinter der|Alte|Neue)(?: \p{Lu}\p{L}{2,25}){1,2})`;

const WAYS: readonly Way[] = [
  {
    street: new RegExp(
      String.raw`(?<![\p{L}])${GERMAN_STREET} {1,2}\d{1,4} ?(?:[a-hA-H](?![\p{L}]))?(?:[-/]\d{1,4}[a-h]?)?(?![\p{L}\d])`,
      "gu",
    ),
    place: place(String.raw`(?:[ADC]H?-)?\d{4,5} ${CITY}`),
  },
  {
    street: new RegExp(
      String.raw`(?<![\p{L}\d.,#-])\d{1,6}[A-Za-z]? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.? )?(?:${NAME}|\d{1,3}(?:st|nd|rd|th))(?: ${NAME}){0,3} (?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Terrace|Ter|Parkway|Pkwy|Circle|Cir|Highway|Hwy|Trail|Square|Sq|Close|Crescent|Gardens|Grove|Mews|Row|Hill|Walk|Park)(?![\p{L}])\.?`,
      "gu",
    ),
    place: place(
      String.raw`(?:[^\n\d]{0,60}?)(?:(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|[A-Z]\p{Ll}{3,14}),? \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|(?:NSW|VIC|QLD|WA|SA|TAS|ACT) \d{4}|(?:ON|QC|BC|AB|MB|SK|NS|NB) [A-Z]\d[A-Z] ?\d[A-Z]\d)(?![\p{L}\d])`,
    ),
  },
  {
    street:
      /(?<![\p{L}\d])\d{1,4}(?: ?(?:bis|ter|quater))?,? (?:rue|avenue|av\.|boulevard|bd|blvd|place|chemin|allée|allées|impasse|quai|route|cours|passage|square|sentier|résidence|faubourg)(?: (?:de|du|des|la|le|les|d'|l'|saint|sainte)){0,3}[ '’]?(?:[\p{L}\p{M}\d'’.-]{1,25}(?: |(?=[,\n]|$))){1,5}/giu,
    place: place(String.raw`(?:F-)?\d{5} ${CITY}`),
  },
  {
    street: new RegExp(
      String.raw`(?<![\p{L}\d/])(?:[Cc]alle|C/|C\. |[Aa]venida|[Aa]vda\.?|Av\.|[Pp]laza|[Pp]aseo|[Cc]amino|[Cc]arrer|[Rr]ua|[Pp]raça|Via|[Vv]iale|[Pp]iazza|[Cc]orso|[Vv]icolo|[Ll]argo) ?(?:(?:de|del|della|dei|la|las|los|da|do|dos|di) ){0,3}${NAMES}{0,4},? ?(?:n[ºo°.]{0,2} ?)?\d{1,4} ?(?:[a-zA-Z](?![\p{L}]))?(?![\p{L}\d])`,
      "gu",
    ),
    place: place(String.raw`\d{4,5}(?:-\d{3})? ${CITY}`),
  },
  {
    street:
      /(?<![\p{L}])\p{Lu}[\p{L}\p{M}'’-]{0,25}(?: \p{Lu}[\p{L}\p{M}'’-]{0,25}){0,2}(?:straat|laan|weg|plein|gracht|kade|dijk|singel|hof|dreef|steeg) \d{1,5}(?: ?[a-zA-Z](?![\p{L}]))?(?:-\d{1,4})?(?![\p{L}\d])/gu,
    place: place(String.raw`\d{4} ?[A-Z]{2}(?![A-Z])(?: ${CITY})?`),
  },
  {
    street:
      /(?<![\p{L}])(?:P\.? ?O\.? Box|Postfach|Boîte postale|BP|Apartado(?: de correos)?|Postbus) \d[\d ]{0,7}\d?(?![\d\p{L}])/giu,
    place: place(String.raw`(?:[^\n\d]{0,40}?[A-Z]{2} )?\d{4,5}(?:-\d{4})?(?: ${CITY})?`),
  },
];

/** How much behind a street is looked at for its place. */
const REACH = 130;

/** Where somebody lives: a street with a number and the place behind it, or a street of which it is said. */
export function addressesIn(text: string): Stretch[] {
  return WAYS.flatMap(({ street, place: rest }) =>
    [...text.matchAll(street)].flatMap((match) => {
      const end = match.index + match[0].trimEnd().length;
      const behind = rest.exec(text.slice(end, end + REACH));
      if (behind) return [{ start: match.index, end: end + behind[0].replace(/[.,;\s]+$/, "").length }];
      return isSaidToBeHome(wordsBefore(text, match.index)) ? [{ start: match.index, end }] : [];
    }),
  );
}
