import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { prisma } from "./db.server.ts";
import { NotFound } from "./errors.ts";

/**
 * Runs a loader; where it finds nothing under the name in its address, leads on to what that name stands for now, for
 * ever. `nameNow` tells it to whoever may see the thing, and nobody else.
 */
export async function leadOn<T>(
  request: LoaderFunctionArgs["request"],
  name: string,
  nameNow: (name: string) => Promise<string | null>,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const now = error instanceof NotFound ? await nameNow(name) : null;
    if (now === null || now === name) throw error;
    throw redirect(withName(new URL(request.url), name, now), 301);
  }
}

/** The same address with another name in it. */
function withName({ pathname, search }: URL, name: string, now: string) {
  const parts = pathname.split("/").map((part) => (decoded(part) === name ? encodeURIComponent(now) : part));
  return parts.join("/") + search;
}

function decoded(part: string) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

type Kind = "category" | "tag" | "person";

/** The number of what was once called so; 0, which nothing has, when nothing was. */
export async function idOnceCalled(kind: Kind, slug: string): Promise<number> {
  const moved = await prisma.movedAddress.findUnique({ where: { kind_slug: { kind, slug } } });
  return moved?.rowId ?? 0;
}
