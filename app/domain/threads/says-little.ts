/** Words that say that somebody wants help, and nothing of what is wrong. */
const EMPTY = new Set(
  `a about again all also am an and any anybody anyone are asap asdf assistance at be big broken bug can could crash
  crashed dear do does doesn don error errors everyone everything fail failed fails failure fix for from general guys
  have hello help helpful hey hi how i important in is isn issue issues it its just little me message must my need needed
  needs new no nobody not nothing now of on one ones or other please pls plz post problem problems question questions
  quick quickly qwerty s safe several small some somebody someone something soon still strange stuck subject support t
  test thanks that the there thing things this thread title to topic trouble troubles two untitled urgent urgently us
  very wanted weird what when why with won work working works wrong you your
  aber auch bei bitte brauche brauchen danke das dass dem den der die dringend du ein eine einen einer er es etwas fehler
  fehlermeldung frage fragen für geht gehts gut habe haben hallo helfen helft hilfe ich ihr immer ist jemand kann kaputt
  kein keine können kurze liebe man mehr mein meine mich mir mit moin nicht nichts nochmal problem probleme sehr sie
  störung tag titel tun und uns was warum weg weiß wer wichtig wie wieder wir
  aide aidez au bonjour ça ce ceci d de des du erreur est et fonctionne j ai je la le les marche merci moi ne on pas
  plus pour problème que quelqu question s secours sos svp un une urgence urgent
  algo alguien ayuda con de el en error es favor funciona hola la las los mi no por pregunta problema que tengo un una
  urgente y`.match(/\p{L}+/gu),
);
/** In more words there is something to hold on to, however plain they are. */
const WORDS_MAX = 6;
/** "aaaa" and "hahaha" are no word of any language, nor is a code so dull. */
const LETTERS_MIN = 4;

/** Whether a title tells nothing to who might know: "Help!!", "aaaa", "???". An empty one is made of the text. */
export function saysLittle(title: string): boolean {
  if (title.trim() === "") return false;
  const words =
    title
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length > WORDS_MAX) return false;
  const letters = [...words.join("")];
  return words.every((word) => EMPTY.has(word)) || (letters.length >= LETTERS_MIN && new Set(letters).size <= 2);
}
