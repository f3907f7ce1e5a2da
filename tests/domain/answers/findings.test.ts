import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsIn, type PrivateMaterial } from "../../../app/domain/answers/findings.ts";

const vera = { name: "Vera Lang", email: "vera@example.org", handle: "vera-l" };
const nothing: PrivateMaterial = { requesters: [], privateTexts: [], publicTexts: [] };

const found = (markdown: string, material: Partial<PrivateMaterial> = {}) =>
  findingsIn({ title: "", markdown, changeNote: "" }, { ...nothing, ...material }).map(({ kind, text }) => [
    kind,
    text,
  ]);

describe("what may be personal in a text", () => {
  test("e-mail addresses are found", () => {
    expect(found("Write to ana.b+x@mail.example.co.uk, please.")).toEqual([["email", "ana.b+x@mail.example.co.uk"]]);
  });

  test("telephone numbers are found in their usual forms", () => {
    const numbers = ["+49 (0)30 123456-78", "030/1234567", "212-555-0199", "(212) 555-0199", "0044 20 7946 0018"];
    for (const number of numbers) expect(found(`Call ${number} now`)).toEqual([["phone", number]]);
  });

  test("a telephone number ends with its sentence", () => {
    expect(found("Call +49 30 1234567.\n\n1. Open the lid")).toEqual([["phone", "+49 30 1234567"]]);
    expect(found("Call (030) 123 45 67. 12 steps follow")).toEqual([["phone", "(030) 123 45 67"]]);
  });

  test("dates, versions, addresses of machines and times are no telephone numbers", () => {
    expect(found("On 01.11.2026 and 2026-11-03 with v10.2.3456 at 192.168.100.200, 10:00:00.")).toEqual([]);
  });

  test("card numbers are found by their Luhn sum, in groups, beside other numbers and in other digits", () => {
    expect(found("12 4111 1111 1111 1111")).toEqual([["card", "4111 1111 1111 1111"]]);
    expect(found("４１１１１１１１１１１１１１１１")).toEqual([["card", "４１１１１１１１１１１１１１１１"]]);
    expect(found("4111111111111112")).toEqual([]);
  });

  test("an invisible character does not hide a number", () => {
    expect(found("4111\u200b1111\u20601111\u00ad1111")).toHaveLength(1);
  });

  test("bank account numbers are found by length and checksum", () => {
    expect(found("to DE89 3704 0044 0532 0130 00 please")).toEqual([["iban", "DE89 3704 0044 0532 0130 00"]]);
    expect(found("to DE88 3704 0044 0532 0130 00 please").filter(([kind]) => kind === "iban")).toEqual([]);
  });

  test("the requester's name, address and handle are found, a part of the name as it is written", () => {
    const words = "Vera said; vera lang; VERA@example.org; vera-l; but a veranda is none, nor is vera alone";
    expect(found(words, { requesters: [vera] }).map(([, text]) => text)).toEqual([
      ...["Vera", "vera lang", "VERA@example.org", "vera-l"],
    ]);
  });

  test("a name with the signs of a pattern in it is just a name", () => {
    const odd = { name: "A.*(b)+ [c]", email: null, handle: "h-1" };
    expect(found("Signed A.*(b)+ [c] and Axxb", { requesters: [odd] })).toEqual([["requester", "A.*(b)+ [c]"]]);
  });

  test("ticket numbers are found, as number, in words and in addresses", () => {
    const numbers = found("#412, ticket 99, Anfrage Nr. 7, https://x.example/requests/12").map(([, text]) => text);
    expect(numbers).toEqual(["#412", "ticket 99", "Anfrage Nr. 7", "/requests/12"]);
  });

  test("eight words in a row from the private talk are found, whatever stands between them", () => {
    const privateTexts = ["My printer in the bedroom at Mill Street forgets it."];
    const copied = "It was: my PRINTER, in the *bedroom* — at Mill Street, forgets!";
    expect(found(copied, { privateTexts })).toEqual([
      ["private_words", "my PRINTER, in the *bedroom* — at Mill Street, forgets"],
    ]);
    expect(found("my printer in the bedroom at Mill", { privateTexts })).toEqual([]);
  });

  test("what stands in public already is not private, also when it was repeated in private", () => {
    const words = "The printer forgets its network after every single restart.";
    expect(found(words, { privateTexts: [words], publicTexts: [words] })).toEqual([]);
  });

  test("scripts without spaces count by the character", () => {
    const privateTexts = ["我的打印机在卧室里面总是忘记密码"];
    expect(found("他的打印机在卧室里面总是很好", { privateTexts })).toEqual([
      ["private_words", "的打印机在卧室里面总是"],
    ]);
  });

  test("title and note are searched like the text, and a place is told by its line", () => {
    const draft = { title: "For Vera Lang", markdown: "one\ntwo a@b.example", changeNote: "see #12" };
    const places = findingsIn(draft, { ...nothing, requesters: [vera] });
    expect(places.map(({ field, line, kind }) => [field, line, kind])).toEqual([
      ["title", 1, "requester"],
      ["markdown", 2, "email"],
      ["changeNote", 1, "ticket_number"],
    ]);
  });

  test("a place is told in the text as it is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
        const markdown = `${before} a@b.example ${after}`;
        for (const { start, end, text } of findingsIn({ title: "", markdown, changeNote: "" }, nothing)) {
          expect(markdown.slice(start, end)).toBe(text);
        }
      }),
    );
  });

  test("long and strange texts are searched in good time", () => {
    const texts = ["+1 ".repeat(20_000), `+1${" ".repeat(60_000)}2`, "a@".repeat(30_000), "0 ".repeat(30_000)];
    const started = performance.now();
    for (const text of texts) found(text, { privateTexts: texts });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
