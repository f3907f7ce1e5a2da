import { expect, test } from "vitest";
import { hidePost } from "../../../app/domain/threads/hide-post.server.ts";
import { listReplies } from "../../../app/domain/threads/list-replies.server.ts";
import { quoteOf } from "../../../app/domain/threads/quote.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { makeReply, makeThread, makeViewer } from "../../factories.ts";

test("a quote holds what was said, not what that quoted, and ends where it has said what is answered", () => {
  expect(quoteOf("> earlier\n\nHold **WPS**.\n\nThen wait.")).toBe("> Hold **WPS**.\n> \n> Then wait.\n\n");
  expect(quoteOf("> only a quote")).toBe("");
  expect(quoteOf("word ".repeat(1_000)).length).toBeLessThan(1_300);
});

test("a reply names the post it answers, of its own thread, as long as everybody may see that", async () => {
  const [vera, kenji, agent] = await Promise.all([
    makeViewer(),
    makeViewer("customer", { name: "Kenji" }),
    makeViewer("agent_1"),
  ]);
  const [thread, other] = [await makeThread(vera), await makeThread(vera)];
  const [first, elsewhere] = [await makeReply(kenji, thread.id), await makeReply(kenji, other.id)];
  await replyToThread(vera, thread.id, { body: "Thanks", replyTo: first.id });
  await replyToThread(vera, thread.id, { body: "Whose?", replyTo: elsewhere.id });
  const answered = async () => {
    const { rows } = await listReplies(vera, thread.id, "oldest", null);
    return rows
      .filter(({ authorId }) => authorId === vera.id)
      .map(({ replyToId, replyToName }) => [replyToId, replyToName]);
  };
  expect(await answered()).toEqual([
    [first.id, "Kenji"],
    [null, null],
  ]);
  await hidePost(agent, first.id);
  expect(await answered()).toEqual([
    [null, null],
    [null, null],
  ]);
});
