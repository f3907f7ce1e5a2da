import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsIn, type PrivateMaterial } from "../../../app/domain/answers/findings.server.ts";

const vera = { name: "Vera Lang", email: "vera@example.org", handle: "vera-l" };
const nothing: PrivateMaterial = { requesters: [], privateTexts: [], publicTexts: [] };

async function found(markdown: string, material: Partial<PrivateMaterial> = {}) {
  const findings = await findingsIn({ title: "", markdown, changeNote: "" }, { ...nothing, ...material });
  return findings.map(({ kind, text }) => [kind, text]);
}

describe("what may be personal in a text", () => {
  test("e-mail addresses are found", async () => {
    expect(await found("Write to ana.b+x@mail.example.co.uk, please.")).toEqual([
      ["email", "ana.b+x@mail.example.co.uk"],
    ]);
  });

  test("telephone numbers are found in their usual forms", async () => {
    const numbers = ["+49 (0)30 123456-78", "030/1234567", "212-555-0199", "(212) 555-0199", "0044 20 7946 0018"];
    for (const number of numbers) expect(await found(`Call ${number} now`)).toEqual([["phone", number]]);
  });

  test("a telephone number ends with its sentence", async () => {
    expect(await found("Call +49 30 1234567.\n\n1. Open the lid")).toEqual([["phone", "+49 30 1234567"]]);
    expect(await found("Call (030) 123 45 67. 12 steps follow")).toEqual([["phone", "(030) 123 45 67"]]);
  });

  test("dates, versions, addresses of machines and times are no telephone numbers", async () => {
    expect(await found("On 01.11.2026 and 2026-11-03 with v10.2.3456 at 192.168.100.200, 10:00:00.")).toEqual([]);
  });

  test("card numbers are found by their Luhn sum, in groups, beside other numbers and in other digits", async () => {
    expect(await found("12 4111 1111 1111 1111")).toEqual([["card", "4111 1111 1111 1111"]]);
    expect(await found("４１１１１１１１１１１１１１１１")).toEqual([["card", "４１１１１１１１１１１１１１１１"]]);
    expect(await found("4111111111111112")).toEqual([]);
  });

  test("an invisible character does not hide a number", async () => {
    expect(await found("4111\u200b1111\u20601111\u00ad1111")).toHaveLength(1);
  });

  test("bank account numbers are found by length and checksum", async () => {
    expect(await found("to DE89 3704 0044 0532 0130 00 please")).toEqual([["iban", "DE89 3704 0044 0532 0130 00"]]);
    expect((await found("to DE88 3704 0044 0532 0130 00 please")).filter(([kind]) => kind === "iban")).toEqual([]);
  });

  test("the requester's name, address and handle are found, a part of the name as it is written", async () => {
    const words = "Vera said; vera lang; VERA@example.org; vera-l; but a veranda is none, nor is vera alone";
    expect((await found(words, { requesters: [vera] })).map(([, text]) => text)).toEqual([
      ...["Vera", "vera lang", "VERA@example.org", "vera-l"],
    ]);
  });

  test("a name with the signs of a pattern in it is just a name", async () => {
    const odd = { name: "A.*(b)+ [c]", email: null, handle: "h-1" };
    expect(await found("Signed A.*(b)+ [c] and Axxb", { requesters: [odd] })).toEqual([["requester", "A.*(b)+ [c]"]]);
  });

  test("ticket numbers are found, as number, in words and in addresses", async () => {
    const numbers = (await found("#412, ticket 99, Anfrage Nr. 7, https://x.example/requests/12")).map(
      ([, text]) => text,
    );
    expect(numbers).toEqual(["#412", "ticket 99", "Anfrage Nr. 7", "/requests/12"]);
  });

  test("eight words in a row from the private talk are found, whatever stands between them", async () => {
    const privateTexts = ["My printer in the bedroom at Mill Street forgets it."];
    const copied = "It was: my PRINTER, in the *bedroom* — at Mill Street, forgets!";
    expect(await found(copied, { privateTexts })).toEqual([
      ["private_words", "my PRINTER, in the *bedroom* — at Mill Street, forgets"],
    ]);
    expect(await found("my printer in the bedroom at Mill", { privateTexts })).toEqual([]);
  });

  test("what stands in public already is not private, also when it was repeated in private", async () => {
    const words = "The printer forgets its network after every single restart.";
    expect(await found(words, { privateTexts: [words], publicTexts: [words] })).toEqual([]);
  });

  test("scripts without spaces count by the character", async () => {
    const privateTexts = ["我的打印机在卧室里面总是忘记密码"];
    expect(await found("他的打印机在卧室里面总是很好", { privateTexts })).toEqual([
      ["private_words", "的打印机在卧室里面总是"],
    ]);
  });

  test("what stands in a private field is found, however it is grouped, also in code", async () => {
    const privateFields = ["4111 1111 1111 1111", "Kellerweg 3", "abc"];
    expect(await found("It is 41111111-11111111, at kellerweg 3: abc.", { privateFields })).toEqual([
      ["private_field", "41111111-11111111"],
      ["private_field", "kellerweg 3"],
    ]);
    expect(await found("```\nvera@mail.example\n```")).toEqual([["email", "vera@mail.example"]]);
  });

  test("title and note are searched like the text, and a place is told by its line", async () => {
    const draft = { title: "For Vera Lang", markdown: "one\ntwo a@b.example", changeNote: "see #12" };
    const places = await findingsIn(draft, { ...nothing, requesters: [vera] });
    expect(places.map(({ field, line, kind }) => [field, line, kind])).toEqual([
      ["title", 1, "requester"],
      ["markdown", 2, "email"],
      ["changeNote", 1, "ticket_number"],
    ]);
  });

  test("a place is told in the text as it is written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), async (before, after) => {
        const markdown = `${before} a@b.example ${after}`;
        for (const { start, end, text } of await findingsIn({ title: "", markdown, changeNote: "" }, nothing)) {
          expect(markdown.slice(start, end)).toBe(text);
        }
      }),
    );
  });

  test("long and strange texts are searched in good time", async () => {
    const texts = ["+1 ".repeat(20_000), `+1${" ".repeat(60_000)}2`, "a@".repeat(30_000), "0 ".repeat(30_000)];
    const started = performance.now();
    for (const text of texts) await found(text, { privateTexts: texts });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
