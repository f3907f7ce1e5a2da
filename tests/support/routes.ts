import { execFile } from "node:child_process";
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
  const own = node.id === "root" ? [] : [{ pattern: `/${pattern}`, file: node.file }];
  return [...own, ...(node.children ?? []).flatMap((child) => flatten(child, pattern))];
}

/** Every URL of a pattern, for each value its parameters may have; a parameter nobody has named is an error. */
export function urlsOf(pattern: string, values: Record<string, string[]>): string[] {
  let urls = [""];
  for (const segment of pattern.split("/").filter(Boolean)) {
    const options = segment.startsWith(":") ? valuesOf(segment.slice(1).replace("?", ""), values, pattern) : [segment];
    urls = urls.flatMap((url) =>
      options.map((option) => `${url}/${encodeURIComponent(option).replaceAll("%5B", "[").replaceAll("%5D", "]")}`),
    );
  }
  return urls.length === 1 && urls[0] === "" ? ["/"] : urls;
}

function valuesOf(name: string, values: Record<string, string[]>, pattern: string): string[] {
  const known = values[name];
  if (!known)
    throw new Error(
      `The crawl does not know what to put for :${name} in ${pattern}: add it to tests/support/canaries.ts.`,
    );
  return known;
}
