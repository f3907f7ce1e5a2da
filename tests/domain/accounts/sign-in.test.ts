import { beforeEach, describe, expect, test } from "vitest";
import { signUpInput } from "../../../app/domain/accounts/input.ts";
import { hashPassword, isPassword } from "../../../app/domain/accounts/passwords.server.ts";
import { changePassword } from "../../../app/domain/accounts/profile.server.ts";
import { lucia, startSession } from "../../../app/domain/accounts/sessions.server.ts";
import { signIn } from "../../../app/domain/accounts/sign-in.server.ts";
import { sendSignInCode, takeSignInCode } from "../../../app/domain/accounts/sign-in-codes.server.ts";
import { signUp } from "../../../app/domain/accounts/sign-up.server.ts";
import { viewerFrom } from "../../../app/domain/accounts/viewer.ts";
import { prisma } from "../../../app/platform/db.server.ts";

let count = 0;
async function makeMember(password?: string) {
  count += 1;
  const email = `ana${count}@example.com`;
  const passwordHash = password ? await hashPassword(password) : null;
  return prisma.account.create({ data: { name: "Ana", handle: `ana-${count}`, email, passwordHash } });
}

interface QueuedCode {
  payload: { code: string };
}
/** The code that waits to be mailed. */
async function queuedCode() {
  const [job] = await prisma.$queryRaw<QueuedCode[]>`
    SELECT payload FROM graphile_worker._private_jobs ORDER BY id DESC LIMIT 1`;
  return job?.payload.code ?? "";
}

describe("a password", () => {
  test("opens its account, and a wrong one or a strange address is told alike", async () => {
    const { email, id } = await makeMember("correct horse battery");
    expect(await signIn({ email: email ?? "", password: "correct horse battery" })).toEqual({ id });
    const wrong = { code: "wrong_sign_in" };
    await expect(signIn({ email: email ?? "", password: "correct horse" })).rejects.toMatchObject(wrong);
    await expect(signIn({ email: "nobody@example.com", password: "correct horse battery" })).rejects.toMatchObject(
      wrong,
    );
  });

  test("never opens an account that has none", async () => {
    const { email } = await makeMember();
    await expect(signIn({ email: email ?? "", password: "nobody's password" })).rejects.toMatchObject({
      code: "wrong_sign_in",
    });
  });

  test("is the same whichever way the keyboard composes its letters", async () => {
    expect(await isPassword(await hashPassword("caf\u00e9 am Rhein".normalize("NFKC")), "cafe\u0301 am Rhein")).toBe(
      true,
    );
  });

  test("once changed, ends every session there was", async () => {
    const account = await makeMember("the first password");
    await startSession(account.id, "A browser");
    const input = { present: "the first password", password: "the second password" };
    await expect(changePassword(viewerFrom(account), { ...input, present: "guess" })).rejects.toMatchObject({
      fields: { present: "wrong_password" },
    });
    expect(await prisma.session.count({ where: { accountId: account.id } })).toBe(1);
    await changePassword(viewerFrom(account), input);
    expect(await prisma.session.count({ where: { accountId: account.id } })).toBe(0);
  });
});

describe("a session", () => {
  test("is stored as a hash: the table opens nothing", async () => {
    const account = await makeMember();
    const session = await lucia.createSession(account.id, { userAgent: null });
    const stored = await prisma.session.findFirstOrThrow({ where: { accountId: account.id } });
    expect(stored.id).not.toBe(session.id);
    expect((await lucia.validateSession(session.id)).user?.id).toBe(account.id);
    expect((await lucia.validateSession(stored.id)).user).toBeNull();
  });
});

describe("a mailed code", () => {
  let member: Awaited<ReturnType<typeof makeMember>>;
  let code: string;
  beforeEach(async () => {
    member = await makeMember();
    await sendSignInCode(member.email ?? "");
    code = await queuedCode();
  });
  const take = (typed: string) => takeSignInCode({ email: member.email ?? "", code: typed });
  const wrong = () => (code === "000000" ? "000001" : "000000");

  test("opens its account once, and verifies the address", async () => {
    expect(code).toMatch(/^\d{6}$/);
    expect(await take(code)).toEqual({ id: member.id });
    expect((await prisma.account.findUniqueOrThrow({ where: { id: member.id } })).emailVerifiedAt).not.toBeNull();
    await expect(take(code)).rejects.toMatchObject({ code: "wrong_code" });
  });

  test("used twenty times at once opens the account once", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => take(code)));
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });

  test("stops working after five wrong tries, also when they come at once", async () => {
    await Promise.allSettled(Array.from({ length: 5 }, () => take(wrong())));
    await expect(take(code)).rejects.toMatchObject({ code: "wrong_code" });
  });

  test("stops working when another is asked for, and when it is old", async () => {
    await sendSignInCode(member.email ?? "");
    await expect(take(code)).rejects.toMatchObject({ code: "wrong_code" });
    const second = await queuedCode();
    await prisma.signInCode.updateMany({
      where: { accountId: member.id },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    await expect(take(second)).rejects.toMatchObject({ code: "wrong_code" });
  });

  test("is not made for an address nobody has, and nothing tells", async () => {
    const before = await prisma.signInCode.count();
    await expect(sendSignInCode("nobody@example.com")).resolves.toBeUndefined();
    expect(await prisma.signInCode.count()).toBe(before);
  });
});

describe("signing up", () => {
  test("makes an account that only its mailed code opens, and leaves a known address as it is", async () => {
    const input = signUpInput.parse({ name: "Zoë  Ångström", email: " Zoe@Example.COM " });
    expect(input).toEqual({ name: "Zoë Ångström", email: "zoe@example.com" });
    await signUp(input, "en", "Europe/Riga");
    await signUp({ ...input, name: "Somebody else" }, "de", "UTC");
    const accounts = await prisma.account.findMany({ where: { email: "zoe@example.com" } });
    expect(
      accounts.map((account) => [account.name, account.role, account.passwordHash, account.emailVerifiedAt]),
    ).toEqual([["Zoë Ångström", "customer", null, null]]);
  });

  test("twenty times at once with one address and name makes one account", async () => {
    const input = { name: "Twin", email: "twin@example.com" };
    await Promise.all(Array.from({ length: 20 }, () => signUp(input, "en", "UTC")));
    expect(await prisma.account.count({ where: { email: input.email } })).toBe(1);
  });

  test.each([
    "",
    "a",
    "a@b",
    "a b@example.com",
    "a@example.com,b@example.com",
    "a@example.com\nBcc: x@example.com",
    "<a@example.com>",
    "a..b@example.com",
    `${"x".repeat(65)}@example.com`,
  ])("refuses the address %j", (email) => {
    expect(signUpInput.safeParse({ name: "A", email }).success).toBe(false);
  });
});
