import { describe, expect, test } from "vitest";
import { matchOf, needsRewrite, textFor } from "../../../app/domain/macros/macro.ts";

const TEXT = "Please hold the button for [[seconds]] seconds.\n\nThen wait for the green light.";
const FILLED = "Please hold the button for 12 seconds. Then wait for the green light.";

describe("an approved text in a message", () => {
  test.each([
    ["whole, with its blank filled in, whatever its spaces", FILLED, { isWhole: true, hasOwnWords: false }],
    ["with a word of one's own", `Hello Vera, sorry for the wait. ${FILLED}`, { isWhole: false, hasOwnWords: true }],
    ["with a greeting alone", `Hi!\n\n${FILLED}`, { isWhole: false, hasOwnWords: false }],
    ["with its blank as it was", TEXT, { isWhole: true, isUnfilled: true }],
  ])("%s", (_, message, match) => expect(matchOf(TEXT, message)).toMatchObject(match));

  test("changed or cut, it is somebody's own text", () => {
    expect(matchOf(TEXT, FILLED.replace("green", "red"))).toBeNull();
    expect(matchOf(TEXT, "Then wait for the green light. Please hold the button for 2 seconds.")).toBeNull();
  });

  test("ending in a blank, it goes on to the message's end", () => {
    expect(matchOf("Your number is [[number]]", "Your number is 4711")).toMatchObject({
      isWhole: true,
      isUnfilled: false,
    });
  });

  test("many blanks in a long message are found in no time", () => {
    const text = `${"[[a]] x ".repeat(200)}end`;
    const started = performance.now();
    expect(matchOf(text, "x ".repeat(30_000))).toBeNull();
    expect(performance.now() - started).toBeLessThan(500);
  });
});

test("the requester's language, else the first there is", () => {
  expect(textFor({ en: "Hello", de: "Hallo" }, "de")).toBe("Hallo");
  expect(textFor({ de: "Hallo" }, "en")).toBe("Hallo");
});

test("more than 15 of 100 misses, of 20 at least, ask for a rewrite", () => {
  expect([needsRewrite({ sent: 19, missed: 19 }), needsRewrite({ sent: 20, missed: 3 })]).toEqual([false, false]);
  expect(needsRewrite({ sent: 20, missed: 4 })).toBe(true);
});
