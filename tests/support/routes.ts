import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const root = path.resolve(import.meta.dirname, "../..");

interface RouteNode {
  id: string;
  path?: string;
  index?: boolean;
  file: string;
  children?: RouteNode[];
}

/** A URL the product answers, as its route names it: `/threads/:number/replies`. */
export interface Route {
  pattern: string;
  file: string;
  /** What a GET of it answers with: routes of one page that have its very loader and component say the same. */
  shows: string;
}

/** Every route there is, as Remix itself finds them. */
export async function allRoutes(): Promise<Route[]> {
  const remix = path.join(root, "node_modules/@remix-run/dev/dist/cli.js");
  const { stdout } = await promisify(execFile)(process.execPath, [remix, "routes", "--json"], {
    cwd: root,
    maxBuffer: 1 << 24,
  });
  const tree = JSON.parse(stdout.slice(stdout.indexOf("["))) as RouteNode[];
  return tree.flatMap((node) => flatten(node, ""));
}

function flatten(node: RouteNode, above: string): Route[] {
  const pattern = [above, node.path].filter(Boolean).join("/");
  const own = node.id === "root" ? [] : [{ pattern: `/${pattern}`, file: node.file, shows: shownBy(node.file) }];
  return [...own, ...(node.children ?? []).flatMap((child) => flatten(child, pattern))];
}

/** A noun's route has the loader and the component of its page from there, or its loader from a module by name. */
function shownBy(file: string): string {
  const text = readFileSync(path.join(root, "app", file), "utf8");
  const [, exported = "", page = ""] = /^export \{([^}]*\bdefault\b[^}]*)\} from "\.\/([^"]+)";$/m.exec(text) ?? [];
  if (!page) return file;
  if (/\bloader\b/.test(exported)) return `routes/${page}`;
  const loader = /^export const loader = (\w+);$/m.exec(text)?.[1];
  return loader ? `routes/${page} with ${loader}` : file;
}

/**
 * Every URL of a pattern, for each value its parameters may have: `values` names them by the parameter alone, or with the
 * segment before it (`posts/:id`). A parameter nobody has named is an error.
 */
export function urlsOf(pattern: string, values: Record<string, string[]>): string[] {
  let urls = [""];
  const segments = pattern.split("/").filter(Boolean);
  for (const [index, segment] of segments.entries()) {
    const noun = segments[index - 1] ?? "";
    const options = segment.startsWith(":") ? valuesOf(noun, segment.slice(1).replace("?", ""), values) : [segment];
    urls = urls.flatMap((url) =>
      options.map((option) => `${url}/${encodeURIComponent(option).replaceAll("%5B", "[").replaceAll("%5D", "]")}`),
    );
  }
  return urls.length === 1 && urls[0] === "" ? ["/"] : urls;
}

function valuesOf(noun: string, name: string, values: Record<string, string[]>): string[] {
  const known = values[`${noun}/:${name}`] ?? values[name];
  if (!known)
    throw new Error(`The crawl does not know what to put for ${noun}/:${name}: add it to tests/support/canaries.ts.`);
  return known;
}
