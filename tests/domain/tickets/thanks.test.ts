import { expect, test } from "vitest";
import { isMereThanks } from "../../../app/domain/tickets/thanks.ts";

const NAMES = ["Ana Petrova", "Vera Lindqvist"];

const FILED = [
  "Thanks!",
  "Thank you so much, Ana!",
  "Thanks a lot for your quick help.",
  "Hi Ana,\n\nthank you very much for the great support!\n\nBest regards\nVera",
  "Perfect, thanks 👍",
  "thx",
  "It works now, thank you!",
  "Thanks, that did the trick.",
  "Problem solved, many thanks for your patience",
  "Cheers, all good now",
  "Thank you both for helping me out!",
  "Much appreciated.",
  "I really appreciate your help. Have a nice day!",
  "Thanks again :)",
  "Great service, thank you for everything",
  "Thank you, it’s working again.",
  "You are the best! Thanks",
  "**Thank you**",
  "Danke!",
  "Vielen Dank für Ihre schnelle Hilfe!",
  "Herzlichen Dank, jetzt klappt alles wieder.",
  "Super, danke schön",
  "Hallo Ana, vielen lieben Dank für die tolle Unterstützung. Viele Grüße, Vera",
  "Danke, hat geklappt 🙏",
  "Besten Dank für die rasche Antwort und Ihre Geduld",
  "Danke euch, ihr seid super!",
  "Dankeschön, Problem ist gelöst. Schönen Tag noch!",
  "Ich danke Ihnen sehr",
  "Tausend Dank! LG Vera",
  "Es funktioniert jetzt, danke.",
  "Merci vielmals",
  "Vielen Dank, das hat mir sehr geholfen!",
];

const READ = [
  "Thanks, but it still drops the Wi-Fi.",
  "Thank you. Could you also look at the scanner?",
  "Thanks! When will the refund arrive",
  "Thanks for nothing.",
  "Thank you, it does not work.",
  "Thanks, it doesn't work",
  "Thanks, problem again",
  "Thanks, the same problem is back",
  "Thanks, I will try it tonight and report.",
  "Thank you in advance",
  "Thanks, please cancel my order",
  "Thank you, order 4711 arrived",
  "Thanks, it worked until this morning",
  "Thanks however nothing changed",
  "Perfect!",
  "It works.",
  "Thanks 😡",
  "Thanks :(",
  "Thanks, see https://example.com/photo",
  "Thanks ![photo](/attachments/12/photo.png)",
  "Thank you for the refund, I have not received it",
  "Thanks, only the colour is missing",
  "Thanks, nobody called me",
  "Thanks John, and who pays for the repair",
  "Ok thanks. The light blinks red.",
  "Danke, aber es geht nicht.",
  "Danke, leider ist der Fehler wieder da",
  "Danke. Wann kommt das Geld?",
  "Vielen Dank im Voraus",
  "Danke für nichts",
  "Danke, geht immer noch nicht",
  "Danke, es kommt wieder dieselbe Meldung",
  "Vielen Dank, bitte stornieren Sie den Auftrag",
  "Danke, ich probiere es morgen",
  "Danke, jedoch fehlt die Rechnung",
  "Danke, seit gestern 3 Ausfälle",
  "Danke, Problem wieder da",
  "Danke, der Drucker raucht",
  "",
  "👍",
];

test.each(FILED)("is filed as thanks: %s", (text) => {
  expect(isMereThanks(text, NAMES)).toBe(true);
});

test.each(READ)("is read by somebody: %s", (text) => {
  expect(isMereThanks(text, NAMES)).toBe(false);
});

test("a long or hostile text is decided at once", () => {
  const began = performance.now();
  for (const part of ["great ", "thanks ", "danke sehr ", "for your great ", "'", "\n", "very "])
    isMereThanks(part.repeat(20_000), NAMES);
  expect(isMereThanks(`Thanks! ${"great ".repeat(200)}`, NAMES)).toBe(false);
  expect(performance.now() - began).toBeLessThan(1_500);
});
