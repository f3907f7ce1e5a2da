import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { privateValuesIn } from "../../../app/domain/private-values/detect.server.ts";
import { casesIn, MEASURED, measure, precision, recall, tableOf } from "../../fixtures/labelled-values.ts";

const cases = casesIn(readFileSync(new URL("../../fixtures/private-values.txt", import.meta.url), "utf8"));

test("the labelled set is found as well as it has been, and its look-alikes are left alone", async () => {
  const measured = await measure(cases);
  process.stdout.write(`${cases.length} cases\n${tableOf(measured)}\n${measured.mistakes.join("\n")}\n`);
  expect(cases.length).toBeGreaterThan(400);
  expect(cases.filter(({ values }) => values.length === 0).length).toBeGreaterThan(200);
  expect(precision(measured.all)).toBeGreaterThanOrEqual(0.99);
  expect(recall(measured.all)).toBeGreaterThanOrEqual(0.99);
  for (const [kind, score] of Object.entries(measured.byKind)) {
    expect(precision(score), `precision of ${kind}`).toBeGreaterThanOrEqual(0.95);
    expect(recall(score), `recall of ${kind}`).toBeGreaterThanOrEqual(0.95);
  }
});

const kindsIn = async (text: string) => (await privateValuesIn(text, MEASURED)).map(({ kind }) => kind);

describe("what is found", () => {
  test("is told in the text as it is written, whatever invisible signs stand in it", async () => {
    const text = "card ４１１１\u200b1111\u00ad11111111 and a@b.example";
    const found = await privateValuesIn(text, MEASURED);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([
      "４１１１\u200b1111\u00ad11111111",
      "a@b.example",
    ]);
  });

  test("never overlaps, and the surest kind wins", async () => {
    const found = await privateValuesIn("password: 4111111111111111 DE89370400440532013000@mail.example", MEASURED);
    for (let i = 1; i < found.length; i++) expect(found[i]?.start).toBeGreaterThanOrEqual(found[i - 1]?.end ?? 0);
    expect(found[0]?.kind).toBe("card");
  });

  test("is nothing where a value was made private before", async () => {
    expect(await kindsIn("My card [private: card 1] and [private: phone 2]")).toEqual([]);
  });

  test("comes quickly, also from long and hostile texts", async () => {
    const units = [
      "1 ",
      "12 ",
      "+1 ",
      "4111 1111 1111 1111 ",
      "030/1234567 ",
      "a@",
      "DE89 ",
      "-----BEGIN RSA PRIVATE KEY-----\n",
    ];
    units.push(
      "password: ",
      "12 rue de la ",
      "Am Alten ",
      "`",
      "1.",
      "eyJabcdefgh.",
      "a://b:",
      "deadbeef",
      "\u200b",
      "A b-",
    );
    for (const unit of units) {
      const text = unit.repeat(100_000 / unit.length);
      const started = performance.now();
      await privateValuesIn(text, MEASURED);
      // A busy machine is ten times slower than a quiet one; what is not linear would be a hundred times.
      expect(performance.now() - started, unit).toBeLessThan(5_000);
    }
  }, 60_000);
});
