/**
 * Whether a message is a word of thanks and nothing else, in English or German: then it is filed, and reopens nothing. Every word
 * of it must be one of a thanks; a single other one, a question, a figure or a "but", and somebody reads it. To reopen for a
 * thanks costs an agent a minute, to file a complaint costs somebody their answer.
 */
export function isMereThanks(text: string, names: readonly string[] = []): boolean {
  if (text.length > 2 * LONGEST) return false;
  const said = tidied(text, names);
  return said.length <= LONGEST && !REFUSED.test(said) && isAllKnown(said);
}

const LONGEST = 300;

/** A question, a figure, a link, a file, and what turns a thanks round. */
const REFUSED =
  /[?？¿؟\p{N}[\]<>@]|https?:|[:;=]['-]?[(/\\|]|(?<!\p{L})(?:but|however|although|though|except|still|not|no|never|only|aber|jedoch|allerdings|leider|trotzdem|doch|nicht|nichts|kein\p{L}*|nur|noch)(?!\p{L})(?<!(?:tag|abend|feierabend|woche|wochenende) noch)|n't(?!\p{L})/u;

/** Glad faces are marks; every other picture is a word that we do not know. */
const GLAD = /(?:[👍🙏😊🙂😀😄😃😁😉❤🎉👏💐🥰✨💪🤗👌🙌☺💯🌟⭐🤩😍]|:-?\)|;-?\)|:-?d(?!\p{L}))/gu;

function tidied(text: string, names: readonly string[]): string {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(GLAD, " ");
  const bare = plain.replace(/\p{Emoji_Modifier}|\u{FE0F}|\u{200D}|[*_]/gu, "");
  return withoutNames(bare, names).replace(/\s+/g, " ").trim();
}

/** Whom they thank, and what they sign with: whole words alone. */
function withoutNames(text: string, names: readonly string[]): string {
  const words = names
    .flatMap((name) => [name, ...name.split(/\s+/)])
    .map((name) => name.normalize("NFKC").toLowerCase());
  const known = [...new Set(words)].filter((name) => /\p{L}/u.test(name)).sort((a, b) => b.length - a.length);
  return known.reduce((rest, name) => rest.replace(wholeWord(name), " "), text);
}

const SYNTAX = /[.*+?^${}()|[\]\\/]/g;
const wholeWord = (name: string) =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])${name.replace(SYNTAX, "\\$&")}(?![\p{L}\p{N}])`, "gu");

/** From left to right, the longest known phrase each time: linear, whatever is sent. */
function isAllKnown(said: string): boolean {
  let [at, isThanks] = [0, false];
  while (at < said.length) {
    const gap = matchAt(GAP, said, at);
    const thanks = longestAt(THANKS, said, at + gap);
    const other = longestAt(BESIDE, said, at + gap);
    if (gap + Math.max(thanks, other) === 0) return false;
    if (Math.max(thanks, other) === 0 && at + gap < said.length) return false;
    isThanks ||= thanks > 0;
    at += gap + Math.max(thanks, other);
  }
  return isThanks;
}

const matchAt = (expression: RegExp, text: string, at: number) => {
  expression.lastIndex = at;
  return expression.exec(text)?.[0].length ?? 0;
};
const longestAt = (expressions: readonly RegExp[], text: string, at: number) =>
  Math.max(0, ...expressions.map((expression) => matchAt(expression, text, at)));

const GAP = /[\s.,!;:…–—()"'-]+/uy;
const END = String.raw`(?![\p{L}\p{N}'])`;
const phrase = (source: string) => new RegExp(source.replace(/ /g, String.raw`\s`) + END, "uy");

const EN_OF =
  "help|support|assistance|reply|answer|response|service|advice|patience|time|efforts?|work|explanation|information|info|update|fix|solution|kindness|everything";
const EN_HOW =
  "quick|fast|prompt|speedy|swift|great|kind|excellent|good|super|friendly|amazing|wonderful|helpful|detailed|very|really|all|the|your|that|this|such a";
const EN_DID =
  "helping(?: me| us)?(?: out)?|getting back to (?:me|us)|sorting (?:it|this|that) out|fixing (?:it|this|that)";
const EN_FOR = `(?: for (?:${EN_DID}|(?:(?:${EN_HOW}) )*(?:${EN_OF})(?: and (?:(?:${EN_HOW}) )*(?:${EN_OF}))?))?`;
const EN_MUCH =
  "(?: (?:again|a lot|lots|so much|very much|ever so much|a million|a bunch|all|both|everyone|everybody|indeed|guys|team))*";
const DE_OF =
  "hilfe|unterstützung|antwort|rückmeldung|geduld|mühe|bemühungen|zeit|lösung|erklärung|infos?|information(?:en)?|service|support|auskunft|einsatz|tipps?|rat|arbeit|beratung";
const DE_HOW =
  "die|der|den|das|ihren?|euren?|deinen?|eure|alle?|schnellen?|raschen?|tollen?|guten?|super|netten?|freundlichen?|prompten?|hervorragenden?|ausführlichen?|kompetenten?|sehr|großen?|großartigen?|liebe";
const DE_FOR = `(?: für (?:alles|(?:(?:${DE_HOW}) )*(?:${DE_OF})(?: und (?:(?:${DE_HOW}) )*(?:${DE_OF}))?))?`;

const THANKS = [
  `(?:(?:many|big|huge|a million|so many|lots of|ok|okay|great|perfect) )?(?:thanks|thank you|thankyou|thx|thnx|tysm|ty|cheers)${EN_MUCH}${EN_FOR}${EN_MUCH}`,
  `(?:very )?much appreciated`,
  `(?:i|we) (?:really |truly |very much )?appreciate (?:it|that|this|(?:the|your|all your) (?:${EN_OF}))`,
  `(?:(?:vielen|herzlichen|besten|lieben|schönen|tausend|recht|ganz|nochmals?|noch mal) )*dank(?: (?:nochmals?|euch|ihnen|dir|an alle|an das team))*${DE_FOR}`,
  `(?:(?:vielen|herzlich|tausend|ja|super|ok|okay|nochmals?) )*danke(?:schön)?(?: (?:schön|sehr|vielmals|dir|ihnen|euch|nochmals?|allen|herzlich))*${DE_FOR}(?: nochmals?)?`,
  `merci(?: vielmals)?`,
  `(?:ich danke|wir danken) (?:ihnen|dir|euch)(?: (?:sehr|herzlich|vielmals|nochmals?))*${DE_FOR}`,
].map(phrase);

const EN_GOOD =
  "great|perfect|awesome|excellent|brilliant|wonderful|fantastic|lovely|super|nice|good|amazing|helpful|kind|cool|fine";
const EN_WELL = "(?: (?:perfectly|fine|great|well|now|again|out|a treat|like a charm|for me|for us))*";
const DE_GOOD =
  "super|toll|klasse|perfekt|prima|großartig|hervorragend|spitze|wunderbar|ausgezeichnet|nett|freundlich|gut|hilfreich|top|bestens|einwandfrei|tadellos";
const DE_WELL = `(?: (?:jetzt|nun|wieder|alles|sehr|${DE_GOOD}))*`;

/** What people say beside it: a greeting, praise, that it works, and goodbye. */
const BESIDE = [
  "hi|hello|hey|dear|good (?:morning|afternoon|evening)|ok|okay|yes|yep|wow|oh|ah|and|&|all|team|support team|everyone|there|guys",
  `(?:(?:that|this|it)(?:'s| is| was) )?(?:(?:so|very|really|just|such|a) )*(?:${EN_GOOD})(?: (?:service|support|job|work|help|stuff|news|team))?`,
  "(?:that|this|it|you) (?:really |has |have )?(?:helped|helps)(?: (?:me|us|a lot|very much|so much))*",
  "you(?:'re| are| were| have been) (?:all )?(?:so |very )?(?:the best|a star|stars|great|amazing|a lifesaver|brilliant|kind|helpful)",
  `(?:(?:it|that|this|everything|all) )?(?:(?:is|'s|has been|seems) )?(?:all )?(?:works|worked|working|solved|fixed|sorted|resolved|done|good|fine|set)${EN_WELL}`,
  "(?:it|that|this)'s (?:all )?(?:working|solved|fixed|sorted|resolved|done)(?: (?:now|again|fine|perfectly))*",
  "(?:that|it|this) did (?:it|the trick)",
  "(?:(?:my|the) )?(?:problem|issue)(?:'s| is| has been)? (?:solved|fixed|gone|resolved|sorted)(?: now)?",
  "(?:i'm|i am|we're|we are) (?:so |very |really )?(?:happy|pleased|glad|grateful|delighted)(?: now)?",
  "(?:(?:best|kind|warm|kindest|warmest|many) )?(?:regards|wishes)|best|all the best|take care|bye|sincerely|yours",
  "have a (?:nice|good|great|lovely) (?:day|weekend|evening|one|week)",
  "hallo|guten (?:tag|morgen|abend)|moin|servus|liebes team|ja|ok|und|ihr lieben|zusammen|an alle|an das team",
  `(?:(?:das|es|alles|ihr|sie) )?(?:(?:ist|war|seid|sind) )?(?:(?:sehr|echt|wirklich|ganz|so|einfach|alles) )*(?:${DE_GOOD})(?:er|e|es)?(?: (?:service|support|arbeit|hilfe|team|leistung))?`,
  "(?:(?:das|es|sie|ihr) )?(?:hat|haben|habt) (?:(?:mir|uns|sehr|super|gut|prima|wirklich|echt|wunderbar) )*geholfen",
  `(?:(?:es|das|alles|jetzt|nun) )?(?:funktioniert|klappt|läuft|geht|passt)${DE_WELL}`,
  `(?:(?:es|das|alles) )?hat (?:(?:alles|jetzt|nun|super|gut|prima|wunderbar) )*(?:geklappt|funktioniert)`,
  "(?:(?:das|mein) )?problem (?:ist |wurde )?(?:jetzt |nun )?(?:gelöst|behoben|erledigt|weg)",
  "(?:(?:das|es|alles) )?(?:hat sich )?erledigt|alles (?:gut|klar|bestens|in ordnung|erledigt)",
  "(?:(?:mit|viele|vielen|liebe|lieben|beste|besten|herzliche|herzlichen|schöne|schönen|freundliche|freundlichen|freundlichem) )*(?:grüße|grüßen|grüsse|grüssen|gruß|gruss)|lg|vg|mfg",
  "(?:einen |noch einen )?schönen (?:tag|abend|feierabend)(?: noch)?|(?:ein )?schönes wochenende(?: noch)?|(?:eine )?schöne woche(?: noch)?|tschüss|alles gute|bis bald",
].map((source) => phrase(`(?:${source})`));
