import type { ActionFunctionArgs } from "@remix-run/node";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { FILE_MAX_BYTES } from "../../app/domain/attachments/attachment.ts";
import { hidePost } from "../../app/domain/threads/hide-post.server.ts";
import { addNote } from "../../app/domain/tickets/add-note.server.ts";
import { replyToRequest } from "../../app/domain/tickets/reply-to-request.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import * as uploads from "../../app/routes/attachments.ts";
import * as file from "../../app/routes/attachments_.$id.$name.ts";
import * as edit from "../../app/routes/posts.$id.edit.tsx";
import * as page from "../../app/routes/threads.$number._index/route.tsx";
import * as replies from "../../app/routes/threads.$number.replies.tsx";
import { makeCase } from "../factories/tickets.ts";
import { makeCategory, makeThread, makeViewer } from "../factories.ts";

const ORIGIN = "http://forum.example";
let author: Viewer;
let stranger: Viewer;
let agent: Viewer;
let threadId: number;

beforeAll(async () => {
  [author, stranger, agent] = await Promise.all([makeViewer(), makeViewer(), makeViewer("agent_1")]);
  threadId = (await makeThread(author)).id;
});

async function args(viewer: Viewer | null, path: string, init: RequestInit = {}): Promise<ActionFunctionArgs> {
  const Cookie = viewer ? ((await startSession(viewer.id, "Test")).split(";")[0] ?? "") : "";
  const request = new Request(ORIGIN + path, { ...init, headers: { ...init.headers, Cookie, Origin: ORIGIN } });
  const [, , key = "", name = ""] = path.split(/[/?]/);
  const context = { nonce: "", requestId: "test", clientAddress: "192.0.2.1" };
  return { request, context, params: { number: key, id: key, name } } as ActionFunctionArgs;
}

const text = (name: string, words: string) => new File([words], name);
const photo = async () => {
  const bytes = await sharp({ create: { width: 9, height: 6, channels: 3, background: "#a33" } })
    .png()
    .toBuffer();
  return new File([new Uint8Array(bytes)], "red.png");
};

function form(fields: Record<string, string>, files: File[]) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  for (const one of files) body.append("files", one);
  return { method: "POST", body };
}

/** Uploads as the editor does; gives the addresses of what was taken. */
async function upload(viewer: Viewer | null, ...files: File[]) {
  const response = await uploads.action(await args(viewer, "/attachments", form({}, files)));
  const body = (await response.json()) as { attachments?: string; message?: string };
  return {
    status: response.status,
    ...body,
    paths: (body.attachments ?? "").split(" ").map((end) => `/attachments/${end}`),
  };
}

async function get(viewer: Viewer | null, path: string, headers: Record<string, string> = {}) {
  const answer = await file.loader(await args(viewer, path, { headers })).catch((thrown: unknown) => thrown);
  if (answer instanceof Response) return answer;
  return new Response(null, { status: (answer as { init?: ResponseInit }).init?.status ?? 500 });
}

async function statusFor(viewer: Viewer | null, path = "") {
  const { status, body } = await get(viewer, path);
  await body?.cancel();
  return status;
}

const reply = async (viewer: Viewer | null, fields: Record<string, string>, files: File[] = []) =>
  replies.action(await args(viewer, `/threads/${threadId}/replies`, form(fields, files)));

const shownPage = async (viewer: Viewer | null) => page.loader(await args(viewer, `/threads/${threadId}`));

describe("a form with files, without scripts", () => {
  test("hangs them on the reply; the page shows a picture with its size and a file by its name", async () => {
    const answer = await reply(author, { body: "Here it is." }, [await photo(), text("setup.log", "line one")]);
    expect(answer).toBeInstanceOf(Response);
    const last = (await shownPage(null)).replies.at(-1);
    expect(last?.files).toMatchObject([{ name: "red.png", width: 9, height: 6 }, { name: "setup.log" }]);
  });

  test("gives back what was typed and names the files that were taken, when another is refused", async () => {
    const answer = await reply(author, { body: "Look at this" }, [text("a.txt", "kept"), text("page.html", "<html>")]);
    expect(answer).toMatchObject({
      data: {
        problem: { fields: { attachments: "file_type_refused" } },
        typed: { body: "Look at this", attachments: expect.stringMatching(/^\d+\/a\.txt$/) },
      },
    });
    const { typed } = (answer as { data: { typed: Record<string, string> } }).data;
    await reply(author, typed);
    expect((await shownPage(null)).replies.at(-1)?.files).toMatchObject([{ name: "a.txt" }]);
  });

  test("refuses one that is too large, or a visitor's, and keeps the text", async () => {
    const large = text("a.txt", "a".repeat(FILE_MAX_BYTES + 1));
    expect(await reply(author, { body: "too large" }, [large])).toMatchObject({
      data: { problem: { fields: { attachments: "file_too_large" } }, typed: { body: "too large", attachments: "" } },
    });
    expect(await reply(null, { body: "two words" }, [text("a.txt", "a")])).toMatchObject({
      data: { problem: { fields: { attachments: "sign_in_first" } }, typed: { body: "two words" } },
    });
  });

  test("that is cut off is no form, and nothing of it is kept", async () => {
    const before = await prisma.attachment.count();
    const headers = { "Content-Type": "multipart/form-data; boundary=x" };
    const body = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhalf';
    const answer = uploads.action(await args(author, "/attachments", { method: "POST", headers, body }));
    await expect(answer).rejects.toMatchObject({ data: { code: "unreadable_form" } });
    expect(await prisma.attachment.count()).toBe(before);
  });

  test("takes a file off a post for good", async () => {
    await reply(author, { body: "With a secret." }, [text("secret.txt", "the key")]);
    const last = (await shownPage(author)).replies.at(-1);
    const [taken] = last?.files ?? [];
    const fields = { body: "With a secret.", revision: "1", removed: String(taken?.id) };
    await edit.action(await args(author, `/posts/${last?.id}/edit`, form(fields, [])));
    expect(await statusFor(author, `/attachments/${taken?.id}/secret.txt`)).toBe(404);
  });
});

describe("a file is seen by whoever sees what it hangs on", () => {
  test("before it hangs anywhere, by its uploader alone", async () => {
    const { paths } = await upload(author, text("mine.txt", "mine"));
    const [path = ""] = paths;
    expect(await statusFor(author, path)).toBe(200);
    for (const viewer of [null, stranger, agent]) expect(await statusFor(viewer, path)).toBe(404);
  });

  test("somebody else's loose file is not hung, whoever names it", async () => {
    const { attachments = "", paths } = await upload(author, text("mine.txt", "mine"));
    await reply(stranger, { body: `[x](${paths[0]})`, attachments });
    expect(await statusFor(stranger, paths[0] ?? "")).toBe(404);
  });

  test("on a reply by everybody, and no more once it is hidden", async () => {
    const { attachments = "", paths } = await upload(author, text("shown.txt", "shown"));
    await reply(author, { body: "shown", attachments });
    const [path = ""] = paths;
    const post = await prisma.post.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(await statusFor(null, path)).toBe(200);
    await hidePost(agent, post.id);
    expect(await statusFor(null, path)).toBe(404);
    expect(await statusFor(stranger, path)).toBe(404);
    expect(await statusFor(agent, path)).toBe(200);
  });

  test("in a category for staff by staff; with a message by its requester and the desk; with a note by the desk", async () => {
    const inside = await makeThread(agent, { categoryId: String((await makeCategory({ readableBy: "staff" })).id) });
    const { ticketId, requester, agent: owner } = await makeCase();
    const [asked, said, noted] = [
      await upload(agent, text("a.txt", "1")),
      await upload(requester, text("b.txt", "2")),
      await upload(agent, text("c.txt", "3")),
    ];
    await replies.action(
      await args(agent, `/threads/${inside.id}/replies`, form({ body: "x", attachments: asked.attachments ?? "" }, [])),
    );
    await replyToRequest(requester, ticketId, { body: "x", attachments: said.attachments });
    await addNote(agent, ticketId, { body: "x", attachments: noted.attachments });
    const seen = async ({ paths }: typeof asked) => {
      return Promise.all([null, stranger, requester, owner].map((viewer) => statusFor(viewer, paths[0])));
    };
    expect(await seen(asked)).toEqual([404, 404, 404, 200]);
    expect(await seen(said)).toEqual([404, 404, 200, 200]);
    expect(await seen(noted)).toEqual([404, 404, 404, 200]);
  });

  test("it never moves from where it hangs", async () => {
    const hung = await prisma.attachment.findFirstOrThrow({ where: { noteId: { not: null } } });
    const post = await prisma.post.findFirstOrThrow();
    await expect(
      prisma.attachment.update({ where: { id: hung.id }, data: { noteId: null, postId: post.id } }),
    ).rejects.toThrow();
  });
});

describe("a file's answer", () => {
  test("does nothing by itself: saved, sniffed by nobody, kept by nobody else", async () => {
    const { paths } = await upload(author, text("naïve 'x'.txt", "<script>alert(1)</script>"));
    const { headers } = await get(author, paths[0] ?? "");
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="na_ve _x_.txt"; filename*=UTF-8''na%C3%AFve%20%27x%27.txt`,
      "content-security-policy": expect.stringContaining("sandbox"),
      "cache-control": "private, no-cache",
    });
  });

  test("gives parts, and nothing to whoever has it", async () => {
    const { paths } = await upload(author, text("a.txt", "0123456789"));
    const at = async (headers: Record<string, string>) => {
      const response = await get(author, paths[0] ?? "", headers);
      return [response.status, await response.text(), response.headers.get("Content-Range")];
    };
    expect(await at({ Range: "bytes=2-4" })).toEqual([206, "234", "bytes 2-4/10"]);
    expect(await at({ Range: "bytes=-3" })).toEqual([206, "789", "bytes 7-9/10"]);
    expect(await at({ Range: "bytes=8-99" })).toEqual([206, "89", "bytes 8-9/10"]);
    expect(await at({ Range: "bytes=99-" })).toEqual([416, "", "bytes */10"]);
    expect(await at({ Range: "bytes=4-2" })).toEqual([200, "0123456789", null]);
    const etag = (await get(author, paths[0] ?? "")).headers.get("ETag") ?? "";
    expect(await at({ "If-None-Match": etag })).toEqual([304, "", null]);
    expect((await get(stranger, paths[0] ?? "", { "If-None-Match": etag })).status).toBe(404);
  });

  test("tells a script in words what was refused", async () => {
    expect(await upload(author, text("page.html", "<html>"))).toMatchObject({
      status: 422,
      message: expect.stringContaining("this kind of file"),
    });
    expect(await upload(null, text("a.txt", "a"))).toMatchObject({
      status: 422,
      message: expect.stringContaining("Sign in"),
    });
  });
});
