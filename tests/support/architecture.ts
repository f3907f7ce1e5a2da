import path from "node:path";
import ts from "typescript";

/** A file by its path from the project's root. */
export interface SourceFile {
  name: string;
  text: string;
}

interface Import {
  target: string;
  isTypeOnly: boolean;
}

/** Who may import whom (house.md); what is missing here may import everything. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  routes: ["components", "domain", "search", "i18n", "platform", "styles", "enhance", "root"],
  jobs: ["domain", "search", "emails", "i18n", "platform"],
  search: ["domain", "platform"],
  emails: ["domain", "i18n", "platform"],
  components: ["domain", "i18n", "enhance"],
  domain: ["platform"],
  i18n: [],
  platform: [],
};

/** A noun imports only nouns before it. */
const STORY = [
  "events", "settings", "accounts", "delegations", "private-values", "attachments", "calendars", "threads", "tickets", "macros", "routing", "promises", "work-orders",
  "answers", "searches", "moderation", "notifications", "webhooks", "records", "reports",
]; // biome-ignore format: one line a story

/** Imports that a decision record allows beside the table. */
const ALLOWED: readonly [from: RegExp, to: RegExp][] = [
  // Who a viewer is includes the language they read (decision 080).
  [/^app\/domain\/accounts\/viewer\.server\.ts$/, /^app\/i18n\/(negotiate-locale|locales)\.ts$/],
  // The one table of jobs is what the worker runs; the outbox is written where events are.
  [/^app\/domain\/events\/(record|mail)\.server\.ts$/, /^app\/domain\/accounts\/viewer\.ts$/],
];

const DRAWERS = /(^|\/)(utils|helpers|lib|common|types)\//;
const FILE_MAX = 250;
const FUNCTION_MAX = 50;
const COMPONENT_MAX = 80;

/** Every broken rule as a line that begins with the file's name. */
export function check(sources: readonly SourceFile[]): string[] {
  return [...sources.flatMap(findingsOf), ...ringFindings(sources)];
}

/** Reads a file once, however often it is asked about. */
function once<T>(read: (source: SourceFile) => T): (source: SourceFile) => T {
  const known = new WeakMap<SourceFile, { value: T }>();
  return (source) => {
    const found = known.get(source) ?? { value: read(source) };
    known.set(source, found);
    return found.value;
  };
}

const findingsOf = once((source) => {
  const found = [
    ...nameFindings(source.name),
    ...importsOf(source).flatMap((one) => importFindings(source.name, one)),
    ...textFindings(source),
    ...lengthFindings(source),
  ];
  return found.map((finding) => `${source.name}: ${finding}`);
});

// -- imports ------------------------------------------------------------------------------------

const parse = once((source) => {
  const kind = source.name.endsWith("x") ? ts.ScriptKind.TSX : undefined;
  return ts.createSourceFile(source.name, source.text, ts.ScriptTarget.Latest, true, kind);
});

const importsOf = once((source): Import[] => {
  const found: Import[] = [];
  const visit = (node: ts.Node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      found.push(importOf(source.name, node, (node.moduleSpecifier as ts.StringLiteral).text));
    }
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] &&
      ts.isStringLiteral(node.arguments[0])
    ) {
      found.push({ target: resolve(source.name, node.arguments[0].text), isTypeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(source));
  return found;
});

function importOf(from: string, node: ts.ImportDeclaration | ts.ExportDeclaration, specifier: string): Import {
  const isTypeOnly = ts.isImportDeclaration(node) ? isTypeImport(node.importClause) : node.isTypeOnly;
  return { target: resolve(from, specifier), isTypeOnly };
}

function isTypeImport(clause: ts.ImportClause | undefined) {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named =
    clause.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : undefined;
  return !clause.name && named !== undefined && named.length > 0 && named.every((element) => element.isTypeOnly);
}

const resolve = (from: string, specifier: string) =>
  specifier.startsWith(".") ? path.posix.join(path.posix.dirname(from), specifier).replace(/\?.*$/, "") : specifier;

const layerOf = (name: string) =>
  name.startsWith("search/")
    ? "search"
    : (/^app\/([^/.]+)/.exec(name)?.[1] ?? (name.startsWith("app/") ? "app" : undefined));
const nounOf = (name: string) => /^app\/domain\/([^/]+)\//.exec(name)?.[1];

function importFindings(from: string, { target, isTypeOnly }: Import): string[] {
  if (ALLOWED.some(([source, wanted]) => source.test(from) && wanted.test(target))) return [];
  const findings = [...layerFindings(from, target, isTypeOnly), ...storyFindings(from, target)];
  if (!isTypeOnly && !mayBeServer(from) && /\.server(\.|\/)/.test(target))
    findings.push(`only a .server file may import ${target}`);
  if (!isTypeOnly && !mayBeServer(from) && /^(node:|pg$|graphile|nodemailer|pino|@prisma|meilisearch)/.test(target)) {
    findings.push(`imports ${target}, so its name must end in .server.ts`);
  }
  if (target === "lucia" && from !== "app/domain/accounts/sessions.server.ts")
    findings.push("imports lucia outside accounts/sessions");
  return findings;
}

function layerFindings(from: string, target: string, isTypeOnly: boolean): string[] {
  const [layer, wanted] = [layerOf(from), layerOf(target)];
  if (!layer || !wanted || layer === wanted || wanted === "generated") return [];
  const allowed = MAY_IMPORT[layer];
  if (!allowed || allowed.includes(wanted) || (isTypeOnly && wanted === "platform")) return [];
  return [`${layer} may not import ${wanted} (${target})`];
}

function storyFindings(from: string, target: string): string[] {
  const [noun, wanted] = [nounOf(from), nounOf(target)];
  if (!noun || !wanted || noun === wanted) return [];
  return STORY.indexOf(wanted) < STORY.indexOf(noun) ? [] : [`${noun} comes before ${wanted} in the story (${target})`];
}

/** What runs on the server only: it may import what must not reach a browser. Remix cuts loaders out of routes. */
const mayBeServer = (name: string) =>
  /\.server\.(ts|tsx)$|\.mjs$/.test(name) ||
  /^app\/(routes|commands)\//.test(name) ||
  /^app\/(root|server|worker|entry\.server|routes)\.tsx?$/.test(name);

/** Files that import each other in a ring, types aside: neither can be understood, or loaded, without the other. */
function ringFindings(sources: readonly SourceFile[]): string[] {
  const graph = new Map(sources.map((source) => [source.name, targetsOf(source)]));
  const done = new Set<string>();
  const findings: string[] = [];
  const visit = (name: string, way: readonly string[]) => {
    if (way.includes(name)) {
      const ring = way.slice(way.indexOf(name));
      findings.push(`${ring.toSorted()[0]}: stands in a ring of imports: ${[...ring, name].join(" → ")}`);
    } else if (!done.has(name)) {
      for (const target of graph.get(name) ?? []) visit(target, [...way, name]);
      done.add(name);
    }
  };
  for (const name of graph.keys()) visit(name, []);
  return findings;
}

const targetsOf = (source: SourceFile) =>
  importsOf(source)
    .filter((one) => !one.isTypeOnly)
    .map((one) => one.target);

// -- names, words, lengths ------------------------------------------------------------------------

function nameFindings(name: string): string[] {
  const findings = [];
  const drawer = DRAWERS.exec(name)?.[2];
  if (drawer) findings.push(`no folder called ${drawer}: name it for what is in it`);
  if (/(^|\/)index\.tsx?$/.test(name)) findings.push("is a barrel");
  return findings;
}

const WORDS: readonly [pattern: RegExp, allowedIn: RegExp, finding: string][] = [
  [
    /\bprocess\.env\b/,
    /^app\/(platform\/env\.server\.ts|platform\/[^/]+\.mjs|commands\/.+\.mjs)$/,
    "reads process.env outside platform/env",
  ],
  [/\bnew PrismaClient\b/, /^app\/platform\/db\.server\.ts$/, "makes a PrismaClient outside platform/db"],
  [/dangerouslySetInnerHTML/, /^app\/components\/html\.tsx$/, "raw HTML outside components/html"],
  [/(?<![.\w])fetch\(/, /^app\/(platform\/outbound\.server\.ts|enhance\/.+)$/, "a fetch outside platform/outbound"],
  [/(:|<|\bas)\s*any\b/, /^$/, "escapes the type checker with any"],
  [/@ts-(ignore|expect-error|nocheck)/, /^$/, "silences the type checker"],
];

function textFindings({ name, text }: SourceFile): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
  return WORDS.filter(([pattern, allowedIn]) => pattern.test(code) && !allowedIn.test(name)).map(
    ([, , finding]) => finding,
  );
}

function lengthFindings(source: SourceFile): string[] {
  const lines = source.text.replace(/\n$/, "").split("\n").length;
  const findings = lines > FILE_MAX ? [`${lines} lines, ${FILE_MAX} at most`] : [];
  const file = parse(source);
  const visit = (node: ts.Node) => {
    if (isFunction(node) && node.body) findings.push(...functionFindings(file, node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return findings;
}

type WithBody = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;
const isFunction = (node: ts.Node): node is WithBody =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node);

function functionFindings(file: ts.SourceFile, node: WithBody): string[] {
  const at = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const lines = at(node.getEnd()) - at(node.getStart()) + 1;
  const max = file.fileName.endsWith(".tsx") ? COMPONENT_MAX : FUNCTION_MAX;
  return lines > max ? [`line ${at(node.getStart()) + 1}: a function of ${lines} lines, ${max} at most`] : [];
}
