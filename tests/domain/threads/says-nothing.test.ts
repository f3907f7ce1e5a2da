import { expect, test } from "vitest";
import { saysNothing } from "../../../app/domain/threads/says-nothing.ts";

const none = { title: "", body: "", expected: "", tried: "" };
const nothing = (body: string, more = {}) => saysNothing({ ...none, body, ...more });

test("punctuation, one letter, the same ones over and over and rows of keys are no question, in any script", () => {
  const said = [
    ".",
    "???",
    "- - -",
    "a",
    "aaaaaaaaaa",
    "Hahaha!",
    "a a a a",
    "asdf",
    "ASDF asdf",
    "asdfghjkl",
    "QWERTZ",
    "фыва",
    "аааа",
    "ففف",
    "ㅋㅋㅋㅋ",
    "哈哈哈哈",
  ];
  expect(said.filter((text) => !nothing(text))).toEqual([]);
  expect(nothing(".", { title: "asdf" })).toBe(true);
});

test("whatever might be a question passes, however short, in any script", () => {
  const said = [
    "E1042?",
    "404",
    "R2",
    "Hi",
    "Why",
    "WLAN?",
    "noon",
    "papa?",
    "Qwertz keyboard",
    "怎么办",
    "助",
    "なぜ",
    "왜",
    "ทำไม",
    "لماذا؟",
    "למה",
    "क्यों",
    "🔥",
    "🇩🇪?",
    "⚠",
    "www.example.org",
  ];
  expect(said.filter((text) => nothing(text))).toEqual([]);
  expect(nothing(".", { title: "E1042?" })).toBe(false);
  expect(nothing("...", { tried: "Restarted it." })).toBe(false);
});

test("a text that is meant to be slow is read quickly", () => {
  const started = performance.now();
  for (const piece of ["asdfghjkl", "hjkl", "a ", "qwerty", "ha"]) nothing(`${piece.repeat(20_000)}!é`);
  expect(performance.now() - started).toBeLessThan(2_000);
});
