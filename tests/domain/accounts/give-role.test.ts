import { describe, expect, test } from "vitest";
import { giveRole } from "../../../app/domain/accounts/give-role.server.ts";
import { roleInput } from "../../../app/domain/accounts/input.ts";
import { categoryInput, createCategory } from "../../../app/domain/threads/create-category.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { makeAccount } from "../../factories.ts";

const roleOf = async (email: string) => (await prisma.account.findUniqueOrThrow({ where: { email } })).role;

describe("giving a role", () => {
  test("makes an account for whoever has none, without a password", async () => {
    const input = roleInput.parse({ email: "First.Admin@Example.com", role: "admin", name: "" });
    expect(await giveRole(input)).toEqual({ isNew: true });
    const account = await prisma.account.findUniqueOrThrow({ where: { email: "first.admin@example.com" } });
    expect(account).toMatchObject({ role: "admin", name: "first.admin", handle: "first-admin", passwordHash: null });
  });

  test("changes the role of whoever has one, and is recorded", async () => {
    const email = "here@example.com";
    const { id, name } = await makeAccount({ role: "customer", email });
    const input = roleInput.parse({ email, role: "lead", name: "Somebody else" });
    expect(await giveRole(input)).toEqual({ isNew: false });
    expect(await roleOf(email)).toBe("lead");
    expect((await prisma.account.findUniqueOrThrow({ where: { id } })).name).toBe(name);
    const event = await prisma.event.findFirst({ where: { accountId: id, kind: "account.role_given" } });
    expect(event?.data).toEqual({ role: "lead" });
  });

  test("of two for one new address at once makes one account", async () => {
    const input = roleInput.parse({ email: "twice@example.com", role: "agent_1", name: "Twice" });
    const made = await Promise.all([giveRole(input), giveRole(input)]);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test("takes only addresses and roles there are", () => {
    expect(roleInput.safeParse({ email: "nobody", role: "admin", name: "" }).success).toBe(false);
    expect(roleInput.safeParse({ email: "a@example.com", role: "emperor", name: "" }).success).toBe(false);
  });
});

describe("making a category", () => {
  test("puts it behind all others, once, for whom it is said", async () => {
    const before = await prisma.category.aggregate({ _max: { position: true } });
    const input = categoryInput.parse({ name: "Getting  started ", readableBy: "members" });
    expect(await createCategory(input)).toEqual({ slug: "getting-started" });
    const made = await prisma.category.findUniqueOrThrow({ where: { slug: "getting-started" } });
    expect(made).toMatchObject({ name: "Getting started", readableBy: "members" });
    expect(made.position).toBeGreaterThan(before._max.position ?? 0);
    await expect(createCategory(input)).rejects.toMatchObject({ code: "name_taken" });
  });
});
