import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requireGuestOfKey } from "../../../app/domain/accounts/guests.server.ts";
import { type Viewer, visitor } from "../../../app/domain/accounts/viewer.ts";
import { changeSettings } from "../../../app/domain/settings/settings.server.ts";
import { askAsGuest, askNameless } from "../../../app/domain/threads/ask-as-guest.server.ts";
import { askThread } from "../../../app/domain/threads/ask-thread.server.ts";
import { type AskInput, askInput } from "../../../app/domain/threads/input.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { makeCategory, makeThread, makeViewer } from "../../factories.ts";

const TABS = Array.from({ length: 20 }, (_, tab) => tab);
const BROWSER = "abcdefghijklmnopqrstuv";

let count = 0;
let categoryId: string;

/** The same words, each time in another form. */
function words(more: Partial<Record<string, string>> = {}): AskInput {
  const said = { title: "Kettle sings", body: "All night.", submissionKey: `two-tabs-${++count}`, categoryId };
  return askInput.parse({ ...said, ...more });
}

const apart = (asked: readonly { id: number }[]) => new Set(asked.map(({ id }) => id)).size;
const threadsSaying = (markdown: string) => prisma.post.count({ where: { markdown, position: 1 } });
const longAgo = { createdAt: new Date(Date.now() - 2 * 86_400_000) };

beforeAll(async () => {
  await transaction((tx) => changeSettings(tx, { firstDayHours: 24, sameTextMinutes: 5 }));
  categoryId = String((await makeCategory()).id);
});
afterAll(() => transaction((tx) => changeSettings(tx, { firstDayHours: 0, sameTextMinutes: 0 })));

describe("the same question from twenty tabs at once is one thread", () => {
  test("of a member, on their first day too, with a name and without", async () => {
    const [body, nameless] = ["It sings to members.", "It sings to nobody."];
    const viewer = await makeViewer();
    const asked = await Promise.all(TABS.map(() => askThread(viewer, words({ body }))));
    expect([apart(asked), await threadsSaying(body)]).toEqual([1, 1]);
    const guests = () => prisma.account.count({ where: { ownerId: viewer.id } });
    const hidden = await Promise.all(TABS.map(() => askNameless(viewer, words({ body: nameless }), "Nobody")));
    expect([apart(hidden), await threadsSaying(nameless), await guests()]).toEqual([1, 1, 1]);
  });

  test("of somebody without an account, by their browser, with an address and without; each sender has a link", async () => {
    const tab = (body: string, email: string | null, browser: string | null = BROWSER) =>
      askAsGuest(visitor(), words({ body }), { name: "Guest", email, browser });
    for (const email of [null, "kettle@example.org"]) {
      const body = `It sings to guests, ${email}.`;
      const asked = await Promise.all(TABS.map(() => tab(body, email)));
      expect([apart(asked), await threadsSaying(body)]).toEqual([1, 1]);
      for (const { key, accountId } of asked) expect((await requireGuestOfKey(key)).id).toBe(accountId);
    }
  });

  test("but of another browser it is another's, whatever address they type: they are given nobody's link", async () => {
    const email = "someone@example.org";
    const tab = (browser: string | null) =>
      askAsGuest(visitor(), words({ body: "Whose kettle?" }), { name: "Guest", email, browser });
    const first = await tab(BROWSER);
    for (const browser of ["zyxwvutsrqponmlkjihgfe", null])
      expect((await tab(browser)).accountId).not.toBe(first.accountId);
  });

  test("nor is a question for another place, or with a tag, taken for the one before", async () => {
    const tab = (more: Partial<Record<string, string>> = {}) => {
      const input = words({ body: "Where does it belong?", ...more });
      return askAsGuest(visitor(), input, { name: "Guest", email: null, browser: BROWSER });
    };
    const elsewhere = String((await makeCategory()).id);
    const asked = [await tab(), await tab({ categoryId: elsewhere }), await tab({ tags: "kettle" }), await tab()];
    expect(apart(asked)).toBe(3);
    expect(asked[3]?.id).toBe(asked[0]?.id);
  });

  test("and a browser's words of long ago are asked anew", async () => {
    const tab = () =>
      askAsGuest(visitor(), words({ body: "Again?" }), { name: "Guest", email: null, browser: BROWSER });
    const first = await tab();
    await prisma.guestKey.updateMany({
      where: { accountId: first.accountId },
      data: { createdAt: new Date(Date.now() - 301_000) },
    });
    const second = await tab();
    expect(second.id).not.toBe(first.id);
    expect((await tab()).id).toBe(second.id);
  });
});

describe("the same words are led to what stands already", () => {
  let viewer: Viewer;
  beforeAll(async () => {
    viewer = await makeViewer("customer", longAgo);
  });

  test("only where nothing else would be lost: another title, another place, another name and a file are told of it", async () => {
    const body = "It whistles.";
    const { id } = await askThread(viewer, words({ body }));
    expect(await askThread(viewer, words({ body }))).toEqual({ id });
    const refused = { code: "said_already", values: { thread: id } };
    const elsewhere = String((await makeCategory()).id);
    await expect(askThread(viewer, words({ body, categoryId: elsewhere }))).rejects.toMatchObject(refused);
    for (const more of [{ title: "Another" }, { tried: "Descaling." }, { attachments: "12/kettle.png" }])
      await expect(askThread(viewer, words({ body, ...more }))).rejects.toMatchObject(refused);
    await expect(askNameless(viewer, words({ body }), "Nobody")).rejects.toMatchObject(refused);
    const value = { kind: "card", number: 1, value: "4111 1111 1111 1111" } as const;
    await expect(askThread(viewer, { ...words({ body }), privateValues: [value] })).rejects.toMatchObject(refused);
  });

  test("a reply too, from twenty tabs at once, in its thread and its place", async () => {
    const { id } = await makeThread(await makeViewer("customer", longAgo));
    const tab = (more = {}) =>
      replyToThread(viewer, id, { body: "Descale it.", submissionKey: `r-${++count}-tab`, ...more });
    const made = await Promise.all(TABS.map(() => tab()));
    expect(apart(made)).toBe(1);
    expect(await prisma.thread.findUnique({ where: { id } })).toMatchObject({ replyCount: 1 });
    await expect(tab({ replyTo: made[0]?.id })).rejects.toMatchObject({ code: "said_already" });
  });
});
