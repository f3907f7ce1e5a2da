import { randomUUID } from "node:crypto";
import { type Viewer, viewerFrom } from "../app/domain/accounts/viewer.ts";
import { askThread } from "../app/domain/threads/ask-thread.server.ts";
import { askInput } from "../app/domain/threads/input.ts";
import { replyToThread } from "../app/domain/threads/reply-to-thread.server.ts";
import type { Account, Category, Prisma, Role } from "../app/generated/prisma/client.ts";
import { prisma } from "../app/platform/db.server.ts";

/** A few letters that nothing else has. */
const unique = () => randomUUID().slice(0, 8);

export function makeAccount(data: Partial<Prisma.AccountCreateInput> = {}): Promise<Account> {
  const handle = `person-${unique()}`;
  return prisma.account.create({ data: { name: "Vera", handle, email: `${handle}@example.com`, ...data } });
}

/** Somebody signed in, with an account of that role. */
export async function makeViewer(
  role: Role = "customer",
  data: Partial<Prisma.AccountCreateInput> = {},
): Promise<Viewer> {
  return viewerFrom(await makeAccount({ role, ...data }));
}

export function makeCategory(data: Partial<Prisma.CategoryCreateInput> = {}): Promise<Category> {
  return prisma.category.create({ data: { slug: `category-${unique()}`, name: "Printers", ...data } });
}

/** A thread as its author's form makes it, in a category of its own unless one is given. */
export async function makeThread(author: Viewer, input: Partial<Record<string, string>> = {}): Promise<{ id: number }> {
  const categoryId = input.categoryId ?? String((await makeCategory()).id);
  const form = { title: "Printer forgets Wi-Fi", body: "After every restart.", ...input, categoryId };
  return askThread(author, askInput.parse(form));
}

export function makeReply(
  author: Viewer,
  threadId: number,
  body = "Hold WPS for five seconds.",
): Promise<{ id: number }> {
  return replyToThread(author, threadId, { body });
}
