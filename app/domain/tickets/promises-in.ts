import { namesTime, promisedWhen, type Writing } from "./promised-when.ts";

/** A sentence that promises something, and by when; null where it names no time that can be read. */
export interface FoundPromise {
  text: string;
  dueAt: Date | null;
}

/** What a message to the requester promises, sentence by sentence: English and German, whatever the writer's locale. */
export function promisesIn(text: string, writing: Writing): FoundPromise[] {
  const found = sentencesOf(text).filter((sentence) => isPromise(sentence, writing));
  return [...new Set(found)].map((sentence) => ({ text: sentence, dueAt: promisedWhen(sentence, writing) }));
}

const FENCE = /^ {0,3}(`{3,}|~{3,})[\s\S]*?(?:^ {0,3}\1|(?![\s\S]))/gmu;
const MONTHS = "(?:Jan|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])";
const ENDS = new RegExp(
  `(?<=[.!?…])(?<!\\b(?:ca|Nr|Dr|Mr|Mrs|Ms|Hr|Fr|St|bzw|z\\.\\s?B|e\\.g|i\\.e)\\.)(?<!\\b\\d{1,2}\\.(?=\\s+(?:${MONTHS}|\\d)))\\s+(?=["„“'(*_]*[\\p{Lu}\\d])`,
  "u",
);

/** What is quoted or code is nobody's promise; a line ends a sentence. */
function sentencesOf(text: string): string[] {
  const own = text.replace(FENCE, "").replace(/`[^`\n]*`/gu, "");
  const lines = own.split("\n").filter((line) => !/^\s*>/u.test(line) && !/^(?: {4}|\t)/u.test(line));
  return lines
    .map((line) => line.replace(/^\s*(?:[-*+]|\d{1,2}[.)])\s+/u, "").replace(/’/gu, "'"))
    .flatMap((line) => line.split(ENDS))
    .map((sentence) => sentence.replace(/[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}/gu, "").trim())
    .filter((sentence) => sentence.length > 5 && sentence.length <= SENTENCE_MAX);
}

/** Longer than a promise may be. */
const SENTENCE_MAX = 500;

function isPromise(sentence: string, writing: Writing): boolean {
  if (/\?["”“')]*$/u.test(sentence)) return false;
  const words = sentence.replace(NO_LATER, "by").replace(WHETHER, "$1");
  if (CONDITION.test(words) || NOT.test(words) || DONE_BEFORE.test(words)) return false;
  if (SURE.some((pattern) => pattern.test(words))) return true;
  return !BY_ITSELF.test(words) && DATED.some((pattern) => pattern.test(words)) && namesTime(sentence, writing);
}

/** Not a "no". */
const NO_LATER = /\b(?:no|not) later than\b|\bnicht später als\b/giu;
/** "I'll check if it is there" depends on nothing. */
const WHETHER = /\b(check|see|know|ask|find out|confirm|verify|clarify|prüfe?n?|kläre?n?)\s+(?:[\w-]+\s+){0,3}?if\b/giu;
const CONDITION =
  /\b(?:if|unless|in case|provided|as a rule|generally|typically|in der Regel|üblicherweise|grundsätzlich|meistens?|should (?:it|you|this|that)|(?:once|as soon as|when|after|until) you|would|might|may (?!\d)|could|hope|usually|normally|try|falls|wenn|sofern|sobald (?:Sie|du)|sollten? (?:Sie|das|es|dies|du)|würden?|könnten?|hoffen?|versuchen?|normalerweise|bei (?:Rück|Bedarf)|nur bei|dürfen)\b/iu;
/** What comes by itself. */
const BY_ITSELF = /\b(?:code|SMS|error|prompt|Fehler\p{L}*|Meldung)\b/iu;
const NOT =
  /\b(?:not|never|unable)\b|n't\b|\bcannot\b|\bnicht\b|\bkeine?[mnrs]?\b|\bnie\b|\b(?:said|told us|sagten|sagte)\b/iu;

/** German tells in the perfect what was done. */
const DONE_BEFORE =
  /\b(?:habe|haben|hat|hatten?|wurden?|waren?)\b.*\p{L}*(?:ge\p{L}+(?:t|en)|iert|stattet|wiesen|sandt)(?:\b|(?=[.!,]|$))/iu;

const US =
  "(?:I|we|(?:(?:a|one of our|my|our|the) (?:colleagues?|team|technicians?|engineers?|experts?|specialists?|manager|support team|warehouse|billing team)|someone|somebody)(?: of (?:mine|ours))?(?: (?:from|in|at) (?:our |the )?\\p{L}+(?: (?!will|is|are)\\p{L}+)?)?)";
const WILL =
  "(?:'ll|\\s+will|\\s+shall|(?:'m|'re|'s|\\s+am|\\s+are|\\s+is) going to)(?:,?\\s+(?:also|then|now|personally|gladly|certainly|definitely|of course|both|be able to),?)*";
const DOES =
  "call|phone|ring|send|e-?mail|mail|write|get (?:back|in touch|this|that|it|you|someone)|come|follow up|be (?:in touch|back|there|with you|calling|sending|visiting)|contact|reach out|refund|credit|reimburse|ship|deliver|replace|repair|fix|check|look into|let you know|update you|keep you|investigate|escalate|forward|arrange|schedule|book|visit|dispatch|cancel|waive|resolve|confirm|pass (?:this|it)|ask (?!you)|transfer|pay|return|issue|provide|share|give you|answer|reply|respond|take care|make sure|see (?:to|that)|extend|sort (?:this|it)|finish|restore|prepare|have (?:it|this|that|an?|the|your)";
const OPEN_ENDED =
  "(?:need|have to|be|see|wait|assume|leave|close|require|ask you|charge|only|keep (?:in mind|it)|expect|stop|use|then|not)(?![\\p{L}])";
/** What is done by saying it, or is no deed at all. */
const SAYING =
  "(?:explain|describe|show|list|walk|quote|paste|repeat|summari[sz]e|say|add that|admit|start|begin|go through|guess|suppose|remember|miss|always|continue to|soon|likely|probably|get|have|know|learn|lose|understand|meet|become|no longer|attach|include|point)(?![\\p{L}])";
/** Is going on, and no deed for somebody. */
const STANDING =
  "(?:going|waiting|having|hoping|expecting|looking forward|thinking|seeing|experiencing|closing|opening|trying|being|running|missing|using|asking you|wondering|(?:calling|writing) (?:to you )?(?:about|because|regarding|to))(?![\\p{L}])";
const OURS = "(?:(?:the|your|our|a|an) (?:[\\w-]+ ){0,2}[\\w-]+|it)";
const DONE =
  "(?:be (?:sent|refunded|shipped|delivered|credited|fixed|replaced|repaired|processed|paid|issued|returned|restored|dispatched|with you|there|ready)|arrive|come|reach you|visit|contact|call|ship)";
const PASSED =
  "(?:sent|refunded|shipped|delivered|credited|replaced|repaired|paid|returned|dispatched|corrected|cancelled)";
const WE =
  "(?:ich|wir|(?:ein|eine|mein|meine|unser|unsere|der|die) (?:Kolleg(?:e|in|en)|Techniker(?:in)?|Team|Kundendienst|Monteur|Mitarbeiter(?:in)?)(?: \\p{Lu}\\p{Ll}+)?|(?:Frau|Herr) \\p{Lu}[\\p{L}-]+)";
const VERBS =
  "ruf(?:e|en|t)|meld(?:e|en|et)|schick(?:e|en|t)|send(?:e|en|et)|erstatte[nt]?|liefer(?:e|n|t)|überweis(?:e|en|t)|prüf(?:e|en|t)|klär(?:e|en|t)|komm(?:e|en|t)|bring(?:e|en|t)|tausch(?:e|en|t)|ersetz(?:e|en|t)|leite[nt]?|antworte[nt]?|informier(?:e|en|t)|kontaktier(?:e|en|t)|schreib(?:e|en|t)|beheb(?:e|en|t)|reparier(?:e|en|t)|stornier(?:e|en|t)|veranlass(?:e|en|t)|bestell(?:e|en|t)|vereinbar(?:e|en|t)|besuch(?:e|en|t)|kümmer(?:e|n|t)|gebe?n?|gibt|lös(?:e|en|t)|hak(?:e|en|t)|erledig(?:e|en|t)";
const INFINITIVES =
  "(?:\\p{L}*rufen|melden|schicken|\\p{L}*senden|erstatten|liefern|überweisen|prüfen|klären|kommen|bringen|\\p{L}*tauschen|ersetzen|\\p{L}*leiten|antworten|informieren|kontaktieren|\\p{L}*schreiben|beheben|reparieren|stornieren|veranlassen|bestellen|vereinbaren|besuchen|kümmern|geben|lösen|erledigen|halten)";

/** First person, of what is done for somebody: without a date it needs whom, or whose, it is for. */
const GIVING =
  "(?:schick|send|verschick|versend|erstatt|überweis|streich|erlass|verlänger|tausch|ersetz|liefer|reparier|stornier|schenk|schreib|bestell|reservier|besorg|berichtig|korrigier|änder|lösch|übernehm|nehm|mach|hol|bring|stell|trag|richt|buch|zahl|gewähr|leit|reich)";
const FOR_YOU = "(?:Ihnen|Sie|Ihre?[mnrs]?|dir|dich|deine?[mnrs]?)";
/** German first person that tells how things are, asks, or looks back. */
const NO_DEED =
  "(?:hab|hatt|bin|sind|war|könn|kann|müss|muss|soll|woll|will|möcht|dürf|darf|mag|brauch|benötig|wart|hoff|denk|glaub|weiß|wiss|find|seh|bitt|empfehl|rat|dank|freu|bedau|versteh|erwart|vermut|öffn|schließ|arbeit|riefen|schrieben|sprachen|gaben|kamen|gingen|fanden|sahen|wurden|erhielten|bekamen|hielten|ließen|trafen|brachten|\\p{L}+te(?:n)?(?!\\p{L}))";

const words = (pattern: string) => new RegExp(`(?<![\\p{L}\\d])${pattern}(?![\\p{L}])`, "iu");

/** Says it of itself, with a date or without. */
const SURE = [
  words(`${US}${WILL}\\s+(?:${DOES})`),
  words(`(?:I|we)${WILL}\\s+(?!${OPEN_ENDED}|${SAYING})\\p{L}+`),
  words(
    `(?:I|we)(?:'ve|\\s+have|\\s+am|'m|\\s+are|'re) [^;:]*,? and (?:will|shall) (?!${OPEN_ENDED}|${SAYING})\\p{L}+`,
  ),
  words("I promise"),
  words("you (?:can|may) (?:count|rely) on"),
  words("leave (?:it|this|that) (?:with|to) (?:me|us)"),
  words("(?:ich verspreche|wir versprechen)"),
  words(`(?:${WE} werden?|werden? ${WE})\\b.*\\b${INFINITIVES}`),
  words("(?:(?:ich|wir) (?:melden?|kümmern?) (?:mich|uns)|melden? (?:ich mich|wir uns)|kümmern? (?:ich mich|wir uns))"),
  words("(?:wir (?:übernehmen|sorgen)|(?:übernehmen|sorgen) wir)"),
  words(`(?:ich|wir) (?:\\p{L}{0,3})${GIVING}(?:en?|n)\\s+(?:\\p{L}+\\s+){0,2}?${FOR_YOU}`),
  words(`(?:\\p{L}{0,3})${GIVING}(?:en?|n) (?:ich|wir)\\s+(?:\\p{L}+\\s+){0,2}?${FOR_YOU}`),
  words("(?:gebe|halte|rufe|schicke|sende|schreibe|informiere) (?:Ihnen|Sie|dir|dich)"),
  words("(?:ich|wir) (?:gebe?n?|halten?|rufen?) (?:Ihnen|Sie|dir|dich)\\b.*(?:Bescheid|Laufenden|zurück)"),
];

/** Promises something only with a date: otherwise it tells what is. */
const DATED = [
  words(`${US}(?:'m|'re|'s|\\s+am|\\s+are|\\s+is)\\s+(?!${STANDING})\\p{L}+ing`),
  words(`${US}\\s+(?:call|send|ship|visit|refund|deliver|reply|answer) (?:you|it|this)`),
  words(
    "you(?:'ll|\\s+will) (?:have(?! to | \\p{L}+ed )|receive|get|hear|be (?:called|contacted|refunded|paid))(?! (?:an? )?(?:message|confirmation|warning))",
  ),
  words(`${OURS}\\s+(?:will|is going to)\\s+${DONE}`),
  words(`${OURS} (?:goes out|ships|arrives|lands|leaves|reaches you|is (?:sent|shipped|delivered))`),
  words(`${OURS} (?:gets?|will get|is being|are being) ${PASSED}`),
  words(`${US}${WILL}\\s+(?!${OPEN_ENDED})\\p{L}+`),
  /\b(?!The|It|You|This|That|They|There|He|She)\p{Lu}\p{Ll}+(?: (?:from|in|of) [\p{L} ]+?)? will (?:call|phone|contact|visit|write|send|come)\b/u,
  words("^will do"),
  words("expect (?:a |an |our |my )?(?:call|reply|answer|it|e-?mail|refund|parcel|delivery)"),
  words(`${WE}\\s+(?:${VERBS})`),
  words(`(?:${VERBS})\\s+${WE}`),
  words(`(?:ich|wir)\\s+(?!${NO_DEED})\\p{Ll}+en?`),
  words(`(?!${NO_DEED})\\p{Ll}+en?\\s+(?:ich|wir)`),
  words("(?:liegt|liegen) (?:Ihnen|dir)\\b.*\\bvor"),
  words("(?:geht|gehen)\\b.*\\b(?:in die Post|zur Post|auf den Weg|auf die Reise|raus|hinaus|an Sie)"),
  words("(?:Sie|du) (?:erhalten|bekommen|hören|erhältst|bekommst|hörst)"),
  words("(?:erhalten|bekommen|hören|haben) Sie"),
  words(
    "(?:Ihre?|die|der|das|ein) (?:\\p{L}+ )?(?:Paket|Gutschrift|Erstattung|Ersatzgerät|Gerät|Geld|Techniker|Rechnung|Lieferung|Bestellung)\\b.*\\b(?:geliefert|verschickt|versandt|erstattet|überwiesen|erfolgt|kommt|trifft|repariert|gutgeschrieben)",
  ),
  words(
    "(?:kommt|erfolgt|ist) (?:Ihre?|die|der|das|ein|unser) (?:Techniker|Monteur|Erstattung|Gutschrift|Paket|Ersatzgerät)",
  ),
];
