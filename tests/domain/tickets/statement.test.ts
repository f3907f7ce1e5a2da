import { expect, test } from "vitest";
import { draftStatement, type StatementSource } from "../../../app/domain/tickets/statement.ts";

const source: StatementSource = {
  title: "Printer forgets Wi-Fi",
  happened: "After every restart.",
  expected: "It keeps it.",
  tried: "A reset.",
  steps: [
    { text: "Hold **WPS**\nfor five seconds", asker: "didnt", workedCount: 1, didntCount: 3 },
    { text: "x".repeat(300), asker: null, workedCount: 0, didntCount: 1 },
  ],
  affectedCount: 12,
};

test("a statement says what the thread says: what happened, expected, tried, steps with results, how many", () => {
  expect(draftStatement(source, "en")).toBe(`# Printer forgets Wi-Fi

## What happened

After every restart.

## What I expected

It keeps it.

## What I tried

A reset.

## Suggested so far

- Hold WPS for five seconds (didn’t work for me; others: worked for 1, not for 3)
- ${"x".repeat(159)}… (others: worked for 0, not for 1)

Others with the same problem: 12`);
});

test("what the thread leaves out, the statement leaves out", () => {
  const bare = { ...source, expected: " ", tried: "", steps: [], affectedCount: 0 };
  expect(draftStatement(bare, "en")).toBe("# Printer forgets Wi-Fi\n\n## What happened\n\nAfter every restart.");
});

test("it is drafted in the requester's language, and in English where we have no words", () => {
  expect(draftStatement(source, "de")).toContain("## Was passiert ist");
  expect(draftStatement(source, "xx")).toContain("## What happened");
});

test("a code block left open in the question does not swallow what follows", () => {
  const drafted = draftStatement({ ...source, happened: "````\n```\nlog" }, "en");
  expect(drafted).toContain("log\n````\n\n## What I expected");
  expect(draftStatement({ ...source, happened: "```\nlog\n```" }, "en")).toContain("log\n```\n\n## What I expected");
});
