import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { check, type SourceFile } from "./support/architecture.ts";

const root = path.resolve(import.meta.dirname, "..");
const sources = ["app", "search"].flatMap((folder) => read(folder));

function read(folder: string): SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"))
    .filter((name) => !name.startsWith("app/generated/"))
    .map((name) => ({ name, text: readFileSync(path.join(root, name), "utf8") }));
}

test("every file keeps the rules of the house", () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(check(sources)).toEqual([]);
});

/** The house with one more file in it: what the rules say of that file. */
const planted = (name: string, text: string) =>
  check([...sources.filter((source) => source.name !== name), { name, text }]).filter((line) => line.includes(name));

describe("a planted violation is found:", () => {
  const violations: [rule: string, name: string, text: string, finding: RegExp][] = [
    [
      "a component reads the database",
      "app/components/planted.tsx",
      `import { prisma } from "../platform/db.server.ts";\nexport const x = prisma;`,
      /components may not import platform/,
    ],
    [
      "platform knows a product word",
      "app/platform/planted.ts",
      `import { slugOf } from "../domain/threads/thread.ts";\nexport const x = slugOf;`,
      /platform may not import domain/,
    ],
    [
      "a thread knows of tickets",
      "app/domain/threads/planted.server.ts",
      `import "../tickets/ticket.ts";`,
      /threads comes before tickets/,
    ],
    [
      "the domain makes a sentence",
      "app/domain/threads/planted.server.ts",
      `import { translator } from "../../i18n/translate.ts";\nexport const x = translator;`,
      /domain may not import i18n/,
    ],
    [
      "the domain shows something",
      "app/domain/threads/planted.ts",
      `import "../../components/button.tsx";`,
      /domain may not import components/,
    ],
    [
      "search changes the domain from a route",
      "search/planted.server.ts",
      `import "../app/routes/login.tsx";`,
      /search may not import routes/,
    ],
    [
      "a search file could reach a browser",
      "search/planted.ts",
      `import pg from "pg";\nexport const x = pg;`,
      /must end in \.server/,
    ],
    [
      "words bring the server along",
      "app/domain/threads/planted.ts",
      `import { prisma } from "../../platform/db.server.ts";\nexport const x = prisma;`,
      /only a \.server file/,
    ],
    [
      "the environment is read elsewhere",
      "app/domain/threads/planted.server.ts",
      "export const x = process.env.HOME;",
      /process\.env/,
    ],
    [
      "a second Prisma client",
      "app/jobs/planted.server.ts",
      `import { PrismaClient } from "../generated/prisma/client.ts";\nexport const x = new PrismaClient();`,
      /PrismaClient/,
    ],
    [
      "raw HTML elsewhere",
      "app/components/planted.tsx",
      "export const x = { dangerouslySetInnerHTML: { __html: '' } };",
      /raw HTML/,
    ],
    ["Lucia elsewhere", "app/routes/planted.tsx", `import { Lucia } from "lucia";\nexport const x = Lucia;`, /lucia/],
    [
      "a fetch that leaves the house",
      "app/domain/threads/planted.server.ts",
      `export const x = () => fetch("http://elsewhere.example");`,
      /fetch/,
    ],
    ["a barrel", "app/components/index.ts", `export * from "./button.tsx";`, /barrel/],
    ["a drawer for anything", "app/utils/planted.ts", "export const x = 1;", /no folder called utils/],
    ["a file that is too long", "app/domain/threads/planted.ts", "export const x = 1;\n".repeat(251), /251 lines/],
    [
      "a function that is too long",
      "app/domain/threads/planted.ts",
      `export function x() {\n${"  x();\n".repeat(55)}}`,
      /function of 57 lines/,
    ],
    [
      "two files in a ring",
      "app/domain/events/events.ts",
      `import { record } from "./record.server.ts";
export const x = record;`,
      /ring of imports/,
    ],
    ["an escape from the type checker", "app/domain/threads/planted.ts", "export const x = {} as any;", /any/],
  ];
  test.each(violations)("%s", (_rule, name, text, finding) => {
    expect(planted(name, text).join("\n")).toMatch(finding);
  });
});
