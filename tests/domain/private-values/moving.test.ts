import { beforeAll, describe, expect, test } from "vitest";
import { type Viewer, visitor } from "../../../app/domain/accounts/viewer.ts";
import { privateValuesIn, USUAL } from "../../../app/domain/private-values/detect.server.ts";
import { listOwnPrivateValues, requirePrivateValue } from "../../../app/domain/private-values/private-values.server.ts";
import { erasePrivateValue, revealPrivateValue } from "../../../app/domain/private-values/reveal-value.server.ts";
import { forgetKeys } from "../../../app/domain/private-values/seal.server.ts";
import { keyOf, saidIn, settlePrivate, withoutPrivate } from "../../../app/domain/private-values/settle.server.ts";
import { askThread } from "../../../app/domain/threads/ask-thread.server.ts";
import { editPost } from "../../../app/domain/threads/edit-post.server.ts";
import { readThread } from "../../../app/domain/threads/read-thread.server.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { Role } from "../../../app/generated/prisma/enums.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { makeCategory, makeThread, makeViewer } from "../../factories.ts";

const CARD = "4111 1111 1111 1111";
const HOME = "Musterstraße 12, 12345 Berlin";

let owner: Viewer;
let agent: Viewer;
let ids: { card: number; address: number };
let threadId: number;

beforeAll(async () => {
  forgetKeys();
  [owner, agent] = await Promise.all([makeViewer(), makeViewer("agent_1")]);
  const category = await makeCategory();
  const form = formOf({ [`settle.${keyOf("card", CARD)}`]: "move", [`settle.${keyOf("address", HOME)}`]: "move" });
  const { texts, moved } = await settlePrivate(
    { title: "Charged twice", body: `My card ${CARD}, I live at ${HOME}.` },
    saidIn(form),
    USUAL,
  );
  const input = {
    title: texts.title,
    body: texts.body,
    categoryId: category.id,
    expected: "",
    tried: "",
    desiredOutcome: "",
    tags: [],
  };
  threadId = (await askThread(owner, { ...input, privateValues: moved })).id;
  const rows = await prisma.privateValue.findMany({ where: { post: { threadId } } });
  const idOf = (kind: string) => rows.find((row) => row.kind === kind)?.id ?? 0;
  ids = { card: idOf("card"), address: idOf("address") };
});

function formOf(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const settle = (body: string, fields: Record<string, string> = {}, taken: number[] = []) =>
  settlePrivate({ body }, saidIn(formOf(fields)), USUAL, { taken });

describe("a form with something private in it", () => {
  test("comes back with a list until each thing is decided on", async () => {
    await expect(settle(`My card ${CARD}`)).rejects.toMatchObject({
      code: "private_found",
      places: [{ kind: "card", line: 1 }],
    });
    const left = await settle(`My card ${CARD}`, { [`settle.${keyOf("card", CARD)}`]: "leave" });
    expect(left).toEqual({ texts: { body: `My card ${CARD}` }, moved: [] });
  });

  test("keeps a placeholder for what is moved, one for a value however often it stands there", async () => {
    const key = `settle.${keyOf("card", CARD)}`;
    const { texts, moved } = await settle(`${CARD} and 4111-1111-1111-1111`, { [key]: "move" });
    expect(texts.body).toBe("[private: card 1] and [private: card 1]");
    expect(moved).toMatchObject([{ kind: "card", number: 1, value: CARD }]);
  });

  test("takes values that were moved while typing where their placeholders still stand, under numbers that are free", async () => {
    const handed = { "private.1": `card ${CARD}`, "private.2": "phone +49 30 1234567", "private.3": "nonsense x" };
    const { texts, moved } = await settle("My [private: card 1]", handed, [1]);
    expect(texts.body).toBe("My [private: card 2]");
    expect(moved).toMatchObject([{ kind: "card", number: 2, value: CARD }]);
  });

  test("leaves nothing private in a draft", async () => {
    expect(await withoutPrivate(`${CARD}, [private: phone 2]`, new Map(), USUAL)).toBe(
      "[private: card], [private: phone]",
    );
  });
});

describe("a private value", () => {
  test("stands nowhere but in its field, and there encrypted", async () => {
    const tables = await prisma.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
    for (const { name } of tables) {
      const [found] = await prisma.$queryRawUnsafe<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM "${name}" AS t WHERE t::text LIKE '%4111 1111%' OR t::text LIKE '%Musterstra%' OR t::text LIKE '%${Buffer.from(CARD).toString("hex")}%'`,
      );
      expect(found?.count, name).toBe(0);
    }
    expect((await prisma.post.findFirstOrThrow({ where: { threadId, position: 1 } })).markdown).toMatch(
      /My card \[private: card \d\], I live at \[private: address \d\]\./,
    );
  });

  test("is masked for owner and staff; others learn its kind alone", async () => {
    const seen = async (viewer: Viewer) =>
      (await readThread(viewer, threadId)).privateValues.find(({ kind }) => kind === "card");
    expect(await seen(visitor())).toEqual({ kind: "card", number: expect.any(Number), id: null, mask: null });
    expect(await seen(await makeViewer())).toMatchObject({ id: null, mask: null });
    expect(await seen(owner)).toMatchObject({ id: ids.card, mask: "••••1111" });
    expect(await seen(agent)).toMatchObject({ id: ids.card, mask: "••••1111" });
  });

  test.each(Object.values(Role))("opens for a %s as the table of rights says", async (role) => {
    const viewer = await makeViewer(role);
    const look = (id: number) =>
      revealPrivateValue(viewer, id, { reason: "to compare it" }).catch(({ code }: { code: string }) => code);
    const desk = ["agent_1", "agent_2", "lead", "manager"].includes(role);
    const hidden = role === "customer" || role === "expert" ? "not_found" : "forbidden";
    expect(await look(ids.card)).toBe(desk ? CARD : hidden);
    expect(await look(ids.address)).toBe(desk || role === "dispatcher" ? HOME : hidden);
  });

  test("opens for a visitor never, and for its owner without a reason", async () => {
    await expect(revealPrivateValue(visitor(), ids.card, { reason: "x" })).rejects.toMatchObject({ code: "not_found" });
    expect(await revealPrivateValue(owner, ids.card, { reason: "" })).toBe(CARD);
    await expect(revealPrivateValue(agent, ids.card, { reason: "" })).rejects.toMatchObject({
      fields: { reason: "required" },
    });
  });

  test("tells its owner of each look, who, when and why; a form sent twice at once is one look", async () => {
    const before = (await requirePrivateValue(owner, ids.address)).looks.length;
    const twice = { reason: "to send the part", submissionKey: "look-0001" };
    await Promise.all([revealPrivateValue(agent, ids.address, twice), revealPrivateValue(agent, ids.address, twice)]);
    await Promise.all([1, 2].map(() => revealPrivateValue(agent, ids.address, { reason: "again" })));
    const { looks } = await requirePrivateValue(owner, ids.address);
    expect(looks).toHaveLength(before + 3);
    expect(looks.map(({ by, reason }) => [by, reason])).toContainEqual([agent.name, "to send the part"]);
    expect((await listOwnPrivateValues(owner)).map(({ id }) => id)).toEqual(
      expect.arrayContaining([ids.card, ids.address]),
    );
  });

  test("keeps who has looked for ever", async () => {
    await expect(prisma.privateReveal.updateMany({ data: { reason: "" } })).rejects.toThrow();
    await expect(prisma.privateReveal.deleteMany()).rejects.toThrow();
  });

  test("opens at no other place than its own", async () => {
    const [one, other] = await prisma.privateValue.findMany({ where: { post: { threadId } }, orderBy: { id: "asc" } });
    await prisma.privateValue.update({ where: { id: other?.id }, data: { sealed: one?.sealed } });
    await expect(revealPrivateValue(owner, other?.id ?? 0, { reason: "" })).rejects.toThrow();
    await prisma.privateValue.update({ where: { id: other?.id }, data: { sealed: other?.sealed } });
  });

  test("is gone when its owner erases it; nobody else can", async () => {
    await expect(erasePrivateValue(agent, ids.card)).rejects.toMatchObject({ code: "forbidden" });
    await expect(erasePrivateValue(await makeViewer(), ids.card)).rejects.toMatchObject({ code: "not_found" });
    await erasePrivateValue(owner, ids.card);
    await expect(revealPrivateValue(agent, ids.card, { reason: "x" })).rejects.toMatchObject({
      code: "private_value_erased",
    });
  });
});

describe("an edit that makes something private", () => {
  test("takes it out of what the post said before, whoever edits; it is its author's", async () => {
    const { id } = await makeThread(owner);
    const reply = await replyToThread(owner, id, { body: `It is ${CARD}` });
    await editPost(owner, reply.id, { body: `It is ${CARD}!`, revision: 1, removed: [] });
    const found = await privateValuesIn(`It is ${CARD}!!`);
    expect(found).toHaveLength(1);
    const moved = [{ kind: "card" as const, number: 1, value: CARD }];
    await editPost(agent, reply.id, {
      body: "It is [private: card 1]!!",
      revision: 2,
      removed: [],
      privateValues: moved,
    });
    const revisions = await prisma.postRevision.findMany({ where: { postId: reply.id }, orderBy: { revision: "asc" } });
    expect(revisions.map(({ markdown }) => markdown)).toEqual(["It is [private: card 1]", "It is [private: card 1]!"]);
    expect(await prisma.privateValue.findFirst({ where: { postId: reply.id } })).toMatchObject({ ownerId: owner.id });
    await expect(prisma.postRevision.updateMany({ data: { markdown: "" } })).rejects.toThrow();
  });
});
