import { beforeAll, describe, expect, test } from "vitest";
import { type Viewer, visitor } from "../../../app/domain/accounts/viewer.ts";
import { hideThread } from "../../../app/domain/threads/hide-thread.server.ts";
import { knownReferences, namesLike } from "../../../app/domain/threads/mentions.server.ts";
import { linkReferences, referencesIn } from "../../../app/domain/threads/references.ts";
import { renderHtml } from "../../../app/platform/markdown/render-html.ts";
import { makeCategory, makeThread, makeViewer } from "../../factories.ts";

let vera: Viewer;
let agent: Viewer;
const numbers: Record<"open" | "staff" | "hidden", number> = { open: 0, staff: 0, hidden: 0 };

beforeAll(async () => {
  [vera, agent] = await Promise.all([
    makeViewer("customer", { handle: "vera-k", name: "Vera König" }),
    makeViewer("agent_1", { handle: "vera-inside", name: "Vera Inside" }),
  ]);
  const categoryId = String((await makeCategory({ readableBy: "staff" })).id);
  numbers.open = (await makeThread(vera)).id;
  numbers.staff = (await makeThread(agent, { categoryId })).id;
  numbers.hidden = (await makeThread(vera)).id;
  await hideThread(agent, numbers.hidden);
});

describe("#numbers and @handles", () => {
  test("are links where the reader may see what they lead to, and words elsewhere", async () => {
    const text = `See #${numbers.open}, #${numbers.staff}, #${numbers.hidden}, #999999, @vera-k and @nobody.`;
    const shown = async (viewer: Viewer) => linkReferences(renderHtml(text), await knownReferences(viewer, [text]));
    const links = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(links(await shown(visitor()))).toEqual([`/threads/${numbers.open}`, "/people/vera-k"]);
    const all = [numbers.open, numbers.staff, numbers.hidden].map((number) => `/threads/${number}`);
    expect(links(await shown(agent))).toEqual([...all, "/people/vera-k"]);
  });

  test("are none in code, in links, within words and addresses", () => {
    const known = { handles: new Set(["vera-k"]), numbers: new Set([1]) };
    const texts = ["`@vera-k #1`", "[@vera-k](/x)", "a@vera-k", "x#1", "https://a.example/#1", "&#1;", "#1a", "    #1"];
    for (const text of texts) expect(linkReferences(renderHtml(text), known), text).toBe(renderHtml(text));
    expect(linkReferences(renderHtml('"#1" <b>'), known)).toContain('<a href="/threads/1">#1</a>');
  });

  test("cost nothing where there are none, and fifty at most", () => {
    expect(referencesIn(["# A heading", "mail a@b.example"])).toEqual({ handles: [], numbers: [] });
    const many = Array.from({ length: 200 }, (_, index) => `#${index + 1}`).join(" ");
    expect(referencesIn([many]).numbers).toHaveLength(50);
  });
});

describe("completing a name", () => {
  const handles = async (viewer: Viewer, typed: string) => (await namesLike(viewer, typed)).map(({ handle }) => handle);

  test("finds who has said something that the viewer may read, by handle or by name", async () => {
    expect(await handles(vera, "VERA-")).toEqual(["vera-k"]);
    expect(await handles(vera, "vera kö")).toEqual(["vera-k"]);
    expect(await handles(agent, "vera")).toEqual(["vera-inside", "vera-k"]);
    expect(await handles(vera, "%")).toEqual([]);
    expect(await handles(visitor(), "vera")).toEqual([]);
  });
});
