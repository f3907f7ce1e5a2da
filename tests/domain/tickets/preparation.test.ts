import { beforeEach, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { askForDetails } from "../../../app/domain/threads/ask-for-details.server.ts";
import { listCategories } from "../../../app/domain/threads/categories.server.ts";
import {
  changePreparation,
  forgetCounts,
  listPreparations,
  preparationDesk,
} from "../../../app/domain/tickets/preparation.server.ts";
import { makeCategory, makeThread, makeViewer } from "../../factories.ts";

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
