import { expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { lintedIn } from "../../../app/domain/private-values/linted.server.ts";
import { keyOf } from "../../../app/domain/private-values/settle.server.ts";
import { settleForm } from "../../../app/domain/private-values/settle-form.server.ts";
import { judgePost } from "../../../app/domain/threads/judge-post.server.ts";
import { listSteps } from "../../../app/domain/threads/list-steps.server.ts";
import { numberQuestions } from "../../../app/domain/threads/number-questions.server.ts";
import { requireQuestions } from "../../../app/domain/threads/questions.server.ts";
import { readThread } from "../../../app/domain/threads/read-thread.server.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { requireListedSteps } from "../../../app/domain/threads/steps.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { makeThread, makeViewer } from "../../factories.ts";

const PHONE = "+49 30 901820";
const LINE = `Call ${PHONE} and ask for the firmware`;

function formOf(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const settled = (viewer: Viewer, body: string[], said: string, fields: Record<string, string> = {}) =>
  settleForm({ viewer, form: formOf(fields), said }, { body }, ["body"]);
const moving = { [`settle.${keyOf("phone", PHONE)}`]: "move" };

test("what is listed beside a post is asked about like the post, but for what can be read there already", async () => {
  const viewer = await makeViewer();
  await expect(settled(viewer, ["Restart it", LINE], "Try these.")).rejects.toMatchObject({
    places: [{ kind: "phone", line: 2 }],
  });
  expect((await settled(viewer, ["Restart it", LINE], `1. Restart it\n2. ${LINE}`)).body).toEqual(["Restart it", LINE]);
});

test("a value moved out of a list of steps leaves the reply and its history too; its step keeps its marks", async () => {
  const [asker, helper] = [await makeViewer(), await makeViewer()];
  const { id: threadId } = await makeThread(asker);
  const { id: postId } = await replyToThread(helper, threadId, { body: `Restart it, or:\n\n${LINE}` });
  await listSteps(helper, postId, { body: ["Restart it", LINE] });
  await judgePost(asker, postId, "worked", { step: 2 });
  await listSteps(helper, postId, await settled(helper, ["Restart it", LINE], "", moving));
  const { post, steps } = await requireListedSteps(helper, postId);
  expect(steps).toEqual(["Restart it", "Call [private: phone 1] and ask for the firmware"]);
  expect(post.markdown).toBe("Restart it, or:\n\nCall [private: phone 1] and ask for the firmware");
  const kept = [
    await prisma.postRevision.findMany({ where: { postId } }),
    await prisma.postStep.findMany({ where: { postId } }),
  ];
  expect(JSON.stringify(kept)).not.toContain("901820");
  expect(await prisma.postOutcome.count({ where: { postId, step: 2, outcome: "worked" } })).toBe(1);
  const field = { kind: "phone", ownerId: helper.id, number: 1 };
  expect(await prisma.privateValue.findMany({ where: { postId } })).toMatchObject([field]);
});

test("numbered questions keep placeholders; what staff hides of the asker's words is the asker's", async () => {
  const [asker, agent] = [await makeViewer(), await makeViewer("agent_1")];
  const { id } = await makeThread(asker, { body: `Who answers ${PHONE}?` });
  const lines = [`Who answers ${PHONE}?`, "And when?"];
  await numberQuestions(agent, id, await settled(agent, lines, "", moving));
  const { questions, markdown } = await requireQuestions(asker, id);
  expect(questions).toEqual(["Who answers [private: phone 1]?", "And when?"]);
  expect(markdown).not.toContain("901820");
  const { privateValues } = await readThread(asker, id);
  expect(privateValues).toMatchObject([{ kind: "phone", number: 1, mask: "••••1820" }]);
  await numberQuestions(asker, id, { body: [`Who answers [private: phone 1]?`, "And when exactly?"] });
  expect((await requireQuestions(asker, id)).questions).toEqual([
    "Who answers [private: phone 1]?",
    "And when exactly?",
  ]);
});

test("a text takes no longer because others were looked at before it: nothing is noted down of any", async () => {
  const text = "My key is ghp_016C7f9aZk3LmQ8rTtXv2BnYwEdHs45JpUoA, and it has worked";
  expect(await lintedIn(text)).toHaveLength(1);
  expect(await lintedIn(`${text} <!-- secretlint-disable -->`)).toHaveLength(1);
  expect(performance.getEntries().filter(({ name }) => name.includes("lint"))).toEqual([]);
});
