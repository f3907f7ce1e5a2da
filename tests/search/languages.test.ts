import { afterAll, describe, expect, test } from "vitest";
import { pool } from "../../app/platform/db.server.ts";
import type { SearchDocument } from "../../search/engine.ts";
import { languageOf } from "../../search/language.ts";
import { PostgresEngine } from "../../search/postgres/engine.server.ts";
import { fold, plainWords } from "../../search/words.ts";
import { makeDocument } from "./documents.ts";

const engine = new PostgresEngine(pool);
const others = ["Nothing of the kind", "Something else again", "Quite another matter"];

async function filled(texts: readonly string[]) {
  const documents = [...texts, ...others].map((text) =>
    makeDocument({ title: text.split(". ")[0], body: text, language: languageOf(plainWords(text)) }),
  );
  const rebuild = engine.rebuild();
  await rebuild.begin(documents);
  await rebuild.load(documents);
  await rebuild.finish();
  return documents;
}

async function titlesOf(question: string, documents: readonly SearchDocument[]) {
  const { hits } = await engine.query({ text: question, scope: { categories: null }, limit: 10 });
  return hits.map((hit) => documents.find(({ id }) => id === hit.id)?.title);
}

afterAll(() => filled([]));

/** A thread as somebody wrote it, and questions of other people that must find it before all others. */
const threads: [string, string, string[]][] = [
  [
    "serbian",
    "Штампач не ради после надоградње. Кад покренем штампање ништа се не дешава и не знам да ли је до мреже",
    ["stampac ne radi", "štampača", "Штампачи", "nadogradnja mreža", '"ne radi posle"'],
  ],
  [
    "serbian",
    "Štampač ne radi posle nadogradnje. Kad pokrenem štampanje ništa se ne dešava i ne znam da li je do mreže",
    ["штампач", "стампача", "stampaci", "мрежа", "Надоградња штампача"],
  ],
  [
    "bulgarian",
    "Принтерът не печата след обновяване. Когато пусна документ, той се появява в опашката, но нищо не излиза",
    [
      "принтерът не печата",
      "принтерите",
      "обновяване",
      "обновявания",
      "printerat",
      "опашката",
      "опашки",
      "документи",
      "документът",
      '"печатат след обновяването"',
      "обновявне",
    ],
  ],
  [
    "simple",
    "Printeris nedrukā pēc atjaunināšanas. Es mēģināju vēlreiz, bet tas nav palīdzējis un man nav ne jausmas, kas notiek",
    ["printeris nedrukā", "printeris nedruka", "atjauninasanas", "atjaunināšana"],
  ],
  [
    "russian",
    "Принтер не печатает после обновления. Когда я отправляю документ, он появляется в очереди, но бумага не выходит",
    [
      "принтеры",
      "печатать",
      "не печатали",
      "бумаги",
      "обновление принтера",
      '"появлялся в очередях"',
      "принтр",
      "printer",
    ],
  ],
  [
    "french",
    "L’imprimante ne répond pas après la mise à jour. Je ne sais pas comment faire, elle est connectée",
    ["imprimantes", "repondre", "l'imprimante connecté", "mise a jour"],
  ],
  ["simple", "ప్రింటర్ పని చేయడం లేదు. నవీకరణ తర్వాత ఏమీ ముద్రించడం లేదు", ["ప్రింటర్", "నవీకరణ తర్వాత", '"పని చేయడం"', "ప్రింట"]],
  [
    "german",
    "Druckertreiber für Straßenkarten lässt sich nicht öffnen. Der Drucker ist neu und ich weiß nicht, wie das geht",
    ["drucker", "fuer strassenkarten", "Straßenkarte", "oeffnen", "offnen", "öffnet", "druckertrei"],
  ],
  [
    "english",
    "The printer stopped printing after upgrading. It says that it is out of paper when it is not",
    ["printers", "upgrade", "stops printing", "paprer"],
  ],
];

describe.each(threads)("a thread in %s: %s", (language, text, questions) => {
  test("is told to be in its language", () => {
    expect(languageOf(plainWords(text))).toBe(language);
  });

  test("is found by other forms of its words", async () => {
    const documents = await filled([text]);
    for (const question of questions) {
      expect((await titlesOf(question, documents))[0], question).toBe(documents[0]?.title);
    }
  });
});

test("a word finds what begins with it in a language that writes words as one", async () => {
  const documents = await filled([
    "Der Druckertreiber fehlt. Ich finde ihn nicht und weiß nicht, wie das geht",
    "Der Drucker fehlt. Ich finde ihn nicht und weiß nicht, wie das geht",
  ]);
  expect(await titlesOf("drucker", documents)).toEqual(["Der Drucker fehlt", "Der Druckertreiber fehlt"]);
});

test("one word in two alphabets is one", () => {
  expect(fold("Љубав ЊЕГОШ џеп ђак ћирилица")).toBe(fold("Ljubav NJEGOŠ džep đak ćirilica"));
  expect(fold("Ѝ й")).toBe("i j");
});
