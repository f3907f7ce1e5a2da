import { beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { defaultSettings } from "../../../app/domain/settings/settings.ts";
import { editPost } from "../../../app/domain/threads/edit-post.server.ts";
import { hidePost } from "../../../app/domain/threads/hide-post.server.ts";
import { makeWiki, unmakeWiki } from "../../../app/domain/threads/make-wiki.server.ts";
import { newcomersVotes } from "../../../app/domain/threads/newcomers.server.ts";
import { listChanges } from "../../../app/domain/threads/revisions.server.ts";
import { unvotePost, votePost } from "../../../app/domain/threads/vote-post.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, Forbidden } from "../../../app/platform/errors.ts";
import { makeReply, makeThread, makeViewer } from "../../factories.ts";

const LIMIT = defaultSettings.newcomerVotesADay;

let asker: Viewer;
let peer: Viewer;
let threadId: number;
let replyId: number;

beforeEach(async () => {
  [asker, peer] = await Promise.all([makeViewer(), makeViewer()]);
  threadId = (await makeThread(asker)).id;
  replyId = (await makeReply(peer, threadId)).id;
});

describe("a wiki", () => {
  const edit = (viewer: Viewer, body: string, revision: number) => editPost(viewer, replyId, { body, revision });

  test("is made by staff and peer experts, and taken back; nobody else makes one", async () => {
    for (const viewer of [asker, peer]) await expect(makeWiki(viewer, replyId)).rejects.toThrow(Forbidden);
    const member = await makeViewer();
    await expect(edit(member, "Better.", 1)).rejects.toThrow(Forbidden);
    await makeWiki(await makeViewer("expert"), replyId);
    await edit(member, "Better.", 1);
    await unmakeWiki(await makeViewer("agent_1"), replyId);
    await expect(edit(member, "Better still.", 2)).rejects.toThrow(Forbidden);
    expect(await prisma.post.findUniqueOrThrow({ where: { id: replyId } })).toMatchObject({
      authorId: peer.id,
      markdown: "Better.",
      wikiAt: null,
    });
  });

  test("is edited by one after the other: of two at once one is refused, and both are in its history by name", async () => {
    await makeWiki(await makeViewer("expert"), replyId);
    const [a, b] = [await makeViewer("customer", { name: "Amina" }), await makeViewer("customer", { name: "Jonas" })];
    const race = await Promise.allSettled([edit(a, "By Amina.", 1), edit(b, "By Jonas.", 1)]);
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(race.find((one) => one.status === "rejected")).toMatchObject({ reason: new Conflict("post_changed") });
    await edit(race[0]?.status === "rejected" ? a : b, "By both.", 2);
    const { changes } = await listChanges(asker, replyId, null);
    expect(new Set(changes.map(({ by }) => by))).toEqual(new Set(["Amina", "Jonas"]));
  });

  test("that is hidden is nobody's to improve", async () => {
    await makeWiki(await makeViewer("expert"), replyId);
    await hidePost(await makeViewer("agent_1"), replyId);
    await expect(edit(await makeViewer(), "Seen.", 1)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a newcomer's votes", () => {
  const replies = (count: number) =>
    Promise.all(Array.from({ length: count }, async () => (await makeReply(peer, (await makeThread(asker)).id)).id));

  test("are limited a day, however many at once; one taken back may be given again", async () => {
    const voter = await makeViewer();
    const ids = await replies(LIMIT + 4);
    const votes = await Promise.allSettled(ids.map((id) => votePost(voter, id)));
    expect(votes.filter(({ status }) => status === "fulfilled")).toHaveLength(LIMIT);
    expect(await prisma.postVote.count({ where: { accountId: voter.id } })).toBe(LIMIT);
    expect(await newcomersVotes(voter)).toEqual({ limit: LIMIT, left: 0, isFirstReply: true });
    const [given] = ids.filter((_, index) => votes[index]?.status === "fulfilled");
    const [refused] = ids.filter((_, index) => votes[index]?.status === "rejected");
    await expect(votePost(voter, refused ?? 0)).rejects.toMatchObject({ code: "vote_limit", values: { limit: LIMIT } });
    await votePost(voter, given ?? 0); // has been given: nothing more is counted
    await unvotePost(voter, given ?? 0);
    await votePost(voter, refused ?? 0);
  });

  test("of the day before count no more; who has been here and has written is no newcomer, nor are experts and staff", async () => {
    const voter = await makeViewer();
    await votePost(voter, replyId);
    await prisma.postVote.updateMany({ data: { createdAt: new Date(Date.now() - 25 * 3_600_000) } });
    expect(await newcomersVotes(voter)).toEqual({ limit: LIMIT, left: LIMIT, isFirstReply: true });
    await prisma.account.update({
      where: { id: voter.id },
      data: { createdAt: new Date(Date.now() - 9 * 86_400_000) },
    });
    expect(await newcomersVotes(voter)).not.toBeNull();
    await makeReply(voter, threadId);
    await makeReply(voter, threadId);
    expect(await newcomersVotes(voter)).toBeNull();
    for (const role of ["expert", "agent_1"] as const) expect(await newcomersVotes(await makeViewer(role))).toBeNull();
  });

  test("go to others' replies alone", async () => {
    await expect(votePost(peer, replyId)).rejects.toThrow(Forbidden);
  });
});
