import { beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { editPost } from "../../../app/domain/threads/edit-post.server.ts";
import { fadeWatches } from "../../../app/domain/threads/fade-watches.server.ts";
import { mentionsIn } from "../../../app/domain/threads/mentions.ts";
import { setWatchLevel, watchCategory, watchTag } from "../../../app/domain/threads/watch-thread.server.ts";
import type { WatchLevel } from "../../../app/generated/prisma/enums.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { mailsTo, noticesTo, runJobs } from "../../factories/answers.ts";
import { makeCategory, makeReply, makeThread, makeViewer } from "../../factories.ts";

let asker: Viewer;
let helper: Viewer;
let reader: Viewer;
let category: { id: number; slug: string };

beforeEach(async () => {
  [asker, helper, reader] = await Promise.all([makeViewer(), makeViewer(), makeViewer()]);
  category = await makeCategory();
});

const ask = (tags = "") => makeThread(asker, { categoryId: String(category.id), tags });
const told = async (viewer: Viewer) => (await noticesTo(viewer)).map(({ kind }) => kind);

/** What the reader is told of a new question with a tag, and of a reply to it. */
async function toldOf(tags = "") {
  const { id } = await ask(tags);
  await runJobs();
  await makeReply(helper, id);
  await runJobs();
  return { id, told: await told(reader), mailed: (await mailsTo(reader)).length };
}

describe("who follows a category", () => {
  test.each<[WatchLevel, string[], number]>([
    ["watching", ["asked", "reply"], 2],
    ["first_posts", ["asked"], 1],
    ["tracking", ["asked", "reply"], 0],
    ["normal", [], 0],
    ["muted", [], 0],
  ])("as %s is told of %j, and mailed so often: %i", async (level, kinds, mails) => {
    await watchCategory(reader, category.slug, level);
    expect(await toldOf()).toMatchObject({ told: kinds, mailed: mails });
  });

  test("is told why, and follows it no more after one click in the mail", async () => {
    await watchCategory(reader, category.slug, "watching");
    await toldOf();
    const [mail] = await mailsTo(reader);
    expect(mail?.text).toContain("because you follow its category");
    expect(mail?.text).toContain(
      `Stop following the category: http://127.0.0.1:3000/unsubscribe?token=${reader.id}.category.`,
    );
    expect(mail?.text, "or of the one thread alone").toContain(
      `Mute this question: http://127.0.0.1:3000/unsubscribe?token=${reader.id}.thread.`,
    );
  });

  test("hears nothing of a thread, or of a tag, that they muted; what they said of a thread goes before all else", async () => {
    await watchCategory(reader, category.slug, "watching");
    const tag = `tag-${reader.id}`;
    const { id } = await ask(tag);
    await runJobs();
    await watchTag(reader, tag, "muted");
    await makeReply(helper, id);
    await runJobs();
    expect(await told(reader)).toEqual(["asked"]);
    await setWatchLevel(reader, id, "tracking");
    await makeReply(helper, id);
    await runJobs();
    expect(await told(reader)).toEqual(["asked", "reply"]);
    await setWatchLevel(reader, id, "muted");
    await makeReply(helper, id, `@${await handleOf(reader)} hello`);
    await runJobs();
    expect(await told(reader)).toEqual(["asked", "reply"]);
  });

  test("that is not theirs to read any more is told nothing", async () => {
    await watchCategory(reader, category.slug, "watching");
    await prisma.category.update({ where: { id: category.id }, data: { readableBy: "staff" } });
    const { id } = await makeThread(await makeViewer("agent_1"), { categoryId: String(category.id) });
    await makeReply(await makeViewer("agent_2"), id);
    await runJobs();
    expect(await told(reader)).toEqual([]);
  });
});

test("who follows two tags of a thread and its category is told once, as closely as they follow any", async () => {
  await ask("one-tag, two-tag");
  await runJobs();
  await watchTag(reader, "one-tag", "first_posts");
  await watchTag(reader, "two-tag", "tracking");
  await watchCategory(reader, category.slug, "watching");
  expect(await toldOf("one-tag, two-tag")).toMatchObject({ told: ["asked", "reply"], mailed: 2 });
});

const handleOf = async ({ id }: Viewer) => (await prisma.account.findUniqueOrThrow({ where: { id } })).handle;

describe("a mention", () => {
  test("tells the mentioned once, not again on an edit, and not twice who follows as well", async () => {
    const { id } = await ask();
    const body = `Ask @${await handleOf(reader)}, she knows. So does @${await handleOf(asker)}.`;
    const post = await makeReply(helper, id, body);
    await editPost(helper, post.id, { body: `${body} @${await handleOf(await makeViewer())}`, revision: 1 });
    await runJobs();
    expect([await told(reader), await told(asker)]).toEqual([["mention"], ["mention"]]);
    const [mail] = await mailsTo(reader);
    expect(mail?.text).toContain("because you were called by your name");
  });

  test("tells nobody who may not see the post, and not its author", async () => {
    const office = await makeCategory({ readableBy: "staff" });
    const agent = await makeViewer("agent_1");
    const { id } = await makeThread(agent, { categoryId: String(office.id) });
    await makeReply(agent, id, `@${await handleOf(reader)} @${await handleOf(agent)}`);
    await runJobs();
    expect([await told(reader), await told(agent)]).toEqual([[], []]);
  });

  test("of a crowd, or after forty in a day, is told to nobody", async () => {
    const { id } = await ask();
    const others = await Promise.all(Array.from({ length: 11 }, () => makeViewer()));
    const handles = await Promise.all(others.map(handleOf));
    await makeReply(helper, id, handles.map((handle) => `@${handle}`).join(" "));
    for (let i = 0; i < 5; i++)
      await makeReply(
        helper,
        id,
        handles
          .slice(0, 8)
          .map((handle) => `@${handle}`)
          .join(" "),
      );
    await makeReply(helper, id, `@${await handleOf(reader)}`);
    await runJobs();
    expect(await told(others[10] as Viewer)).toEqual([]);
    expect(await told(reader)).toEqual([]);
  });

  test("is neither code, nor a quote, nor an address", () => {
    const text =
      "@Vera and @mia-b. vera@example.com `@code` /@path\n> @quoted said\n```\n@fenced\n```\n(@leo), @@no @x_y";
    expect(mentionsIn(text)).toEqual(["vera", "mia-b", "leo"]);
  });
});

describe("a follow that began with a reply", () => {
  test("fades after ninety days of silence, says so in the app, and leaves what was asked or chosen", async () => {
    const { id } = await ask();
    await makeReply(helper, id);
    await makeReply(reader, id);
    await setWatchLevel(reader, id, "watching");
    const later = new Date(Date.now() + 91 * 86_400_000);
    expect(await fadeWatches(new Date(Date.now() + 89 * 86_400_000))).toBe(false);
    expect(await prisma.watch.count({ where: { threadId: id } })).toBe(3);
    await Promise.all([fadeWatches(later), fadeWatches(later)]);
    await runJobs();
    const left = await prisma.watch.findMany({ where: { threadId: id }, select: { accountId: true } });
    expect(left.map(({ accountId }) => accountId).sort()).toEqual([asker.id, reader.id].sort());
    expect(await told(helper)).toEqual(["watch_faded"]);
    expect(await mailsTo(helper)).toEqual([]);
  });
});
