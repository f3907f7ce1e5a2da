import { beforeEach, expect, test } from "vitest";
import { startSession } from "../../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { askForDetails } from "../../../app/domain/threads/ask-for-details.server.ts";
import { listCategories } from "../../../app/domain/threads/categories.server.ts";
import { LATEST } from "../../../app/domain/threads/pause.ts";
import {
  askedAfterReply,
  changePreparation,
  forgetCounts,
  listPreparations,
  preparationDesk,
} from "../../../app/domain/tickets/preparation.server.ts";
import { isFirstReplied } from "../../../app/domain/tickets/preparation.ts";
import * as page from "../../../app/routes/threads.$number._index/route.tsx";
import { makeCategory, makeReply, makeThread, makeViewer } from "../../factories.ts";

let lead: Viewer;
let categoryId: number;

beforeEach(async () => {
  lead = await makeViewer("lead");
  categoryId = (await makeCategory({ name: "Kettles" })).id;
  const requests = [
    "Which firmware version is it? My own number is Xanthippe.",
    "Welche Firmware, und seit wann?",
    "Since when? And the firmware, please.",
    "A photo would help.",
  ];
  for (const body of requests) {
    const { id } = await makeThread(await makeViewer(), { categoryId: String(categoryId) });
    await askForDetails(lead, id, { body });
  }
  forgetCounts();
});

async function shown(viewer: Viewer = lead) {
  const all = await listPreparations(await listCategories(viewer));
  return all.find(({ category }) => category.id === categoryId)?.items.map(({ fact, words }) => words || fact);
}

test("what was asked for more than once helps to have at hand, the most frequent first, and no word of anybody's is in it", async () => {
  expect(await shown()).toEqual(["version", "since"]);
  expect(JSON.stringify(await preparationDesk(lead))).not.toContain("Xanthippe");
});

test("a lead hides, rewords, adds and takes away; nobody else may", async () => {
  await changePreparation(lead, { categoryId, fact: "since", is: "off" });
  await changePreparation(lead, { categoryId, fact: "version", words: "Firmware, under Settings › About" });
  await changePreparation(lead, { categoryId, words: "The colour of the kettle" });
  expect(await shown()).toEqual(["The colour of the kettle", "Firmware, under Settings › About"]);
  await changePreparation(lead, { categoryId, fact: "since", is: "on" });
  const desk = await preparationDesk(lead);
  const own = desk.find(({ category }) => category.id === categoryId)?.items.find(({ fact }) => fact === null);
  await changePreparation(lead, { categoryId, id: own?.id ?? 0 });
  expect(await shown()).toEqual(["Firmware, under Settings › About", "since"]);
  const change = changePreparation(await makeViewer("agent_1"), { categoryId, fact: "since", is: "off" });
  await expect(change).rejects.toMatchObject({ code: "forbidden" });
  await expect(preparationDesk(await makeViewer("agent_1"))).rejects.toMatchObject({ status: 404 });
});

test("each thing has one moment: what is asked after the first reply is not asked before, nor where it is said already", async () => {
  await changePreparation(lead, { categoryId, fact: "since", moment: "first_reply" });
  await changePreparation(lead, { categoryId, words: "The colour of the kettle", moment: "first_reply" });
  expect(await shown()).toEqual(["version"]);
  const later = async (text: string) =>
    (await askedAfterReply(categoryId, text)).map(({ fact, words }) => words || fact);
  expect(await later("It sings.")).toEqual(["The colour of the kettle", "since"]);
  expect(await later("It sings; I know since when.")).toEqual(["The colour of the kettle"]);
});

test("the moment is from another's first reply until the asker next writes", () => {
  const full = Array.from({ length: LATEST }, () => 0);
  const moments = [[], [7], [0], [0, 0, 7], [7, 0], [0, 7, 0], [0, 7], full];
  expect(moments.map((own) => isFirstReplied(own))).toEqual([false, false, true, true, false, false, true, false]);
});

test("who asked is asked on their own page once somebody has replied, once, and nobody else ever is", async () => {
  await changePreparation(lead, { categoryId, fact: "version", moment: "first_reply" });
  const [asker, peer] = [await makeViewer(), await makeViewer()];
  const { id } = await makeThread(asker, { categoryId: String(categoryId), body: "It sings." });
  const asked = async (viewer: Viewer | null) => {
    const cookie = viewer ? ((await startSession(viewer.id, "Test")).split(";")[0] ?? "") : "";
    const request = new Request(`http://forum.example/threads/${id}`, { headers: { Cookie: cookie } });
    const shownPage = await page.loader({ request, params: { number: String(id) }, context: {} } as never);
    return shownPage.askedLater.map(({ fact }) => fact);
  };
  expect(await asked(asker)).toEqual([]);
  await makeReply(peer, id, "Descale it.");
  expect([await asked(asker), await asked(peer), await asked(lead), await asked(null)]).toEqual([
    ["version"],
    [],
    [],
    [],
  ]);
  await makeReply(asker, id, "It is the blue one.");
  await makeReply(peer, id, "I see.");
  expect(await asked(asker)).toEqual([]);
});
