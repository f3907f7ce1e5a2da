import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { FILES_A_DAY } from "../../../app/domain/attachments/attachment.ts";
import { clearFiles } from "../../../app/domain/attachments/clear-files.server.ts";
import { harmlessName, plainStem } from "../../../app/domain/attachments/file-name.ts";
import { takeFile } from "../../../app/domain/attachments/take-file.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { fileStore, setFileStore } from "../../../app/platform/files/file-store.server.ts";
import { makeReply, makeThread, makeViewer } from "../../factories.ts";

let member: Viewer;
beforeEach(async () => {
  member = await makeViewer();
});

const take = (name: string, bytes: Buffer, viewer = member) => takeFile(viewer, { name, read: async () => bytes });

async function stored(id: number) {
  const { hash } = await prisma.attachment.findUniqueOrThrow({ where: { id } });
  const bytes = await fileStore().read(hash);
  return Buffer.from(await new Response(bytes).arrayBuffer());
}

const photo = (width = 60, height = 40) => sharp({ create: { width, height, channels: 3, background: "#a33" } });

describe("a picture is made anew from its pixels", () => {
  test("place, camera and comments are gone, and it stands upright", async () => {
    const exif = { IFD0: { Copyright: "hidden words", Make: "Spycam" }, IFD3: { GPSLatitude: "52/1 31/1 0/1" } };
    const given = await photo().withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(given.includes("Spycam")).toBe(true);
    const file = await take("IMG_1.JPG", given);
    const kept = await stored(file.id);
    expect(file).toMatchObject({ name: "IMG_1.jpg", type: "image/jpeg", width: 40, height: 60, hasSmall: false });
    expect(kept.includes("Spycam")).toBe(false);
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
  });

  test("what stands behind its end is dropped, and its name is made true", async () => {
    const given = Buffer.concat([await photo().png().toBuffer(), Buffer.from("<script>alert(1)</script>")]);
    const file = await take("photo.html", given);
    expect(file).toMatchObject({ name: "photo.png", type: "image/png" });
    expect((await stored(file.id)).includes("script")).toBe(false);
  });

  test("a moving one goes on moving; a heavy one gets a light one for pages", async () => {
    const frames = Buffer.concat([0, 120, 250].map((shade) => Buffer.alloc(20 * 20 * 3, shade)));
    const gif = await sharp(frames, { raw: { width: 20, height: 60, channels: 3, pageHeight: 20 } })
      .gif({ delay: [80, 80, 80] })
      .toBuffer();
    const moving = await take("loop.gif", gif);
    expect(moving).toMatchObject({ type: "image/gif", width: 20, height: 20 });
    expect((await sharp(await stored(moving.id)).metadata()).pages).toBe(3);
    const noise = sharp({
      create: {
        width: 1200,
        height: 900,
        channels: 3,
        background: "#000",
        noise: { type: "gaussian", mean: 128, sigma: 60 },
      },
    });
    const heavy = await take("noise.png", await noise.png({ compressionLevel: 1 }).toBuffer());
    const { smallHash } = await prisma.attachment.findUniqueOrThrow({ where: { id: heavy.id } });
    const small = await new Response(await fileStore().read(smallHash ?? "")).arrayBuffer();
    expect(await sharp(Buffer.from(small)).metadata()).toMatchObject({ width: 800, height: 600, format: "webp" });
  });
});

describe("what a file is, its content says", () => {
  const bomb = () =>
    sharp({ create: { width: 7000, height: 7000, channels: 3, background: "#fff" } })
      .png()
      .toBuffer();

  test.each([
    ["a page called a picture", "a.png", "<!doctype html><script>alert(1)</script>", "file_type_refused"],
    ["a drawing", "a.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "file_type_refused"],
    ["a page", "a.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'/>", "file_type_refused"],
    ["a program", "a.txt", "MZ\u0090\0\u0003\0\0\0", "file_type_refused"],
    ["nothing", "a.png", "", "file_empty"],
    [
      "half a picture",
      "a.png",
      "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x05\0\0\0\x05\x08\x02\0\0\0\0\0\0\0",
      "image_unreadable",
    ],
  ])("%s is refused", async (_what, name, text, code) => {
    await expect(take(name, Buffer.from(text, "latin1"))).rejects.toMatchObject({ fields: { attachments: code } });
  });

  test("a picture of too many pixels is never opened", async () => {
    await expect(take("a.png", await bomb())).rejects.toMatchObject({ fields: { attachments: "image_too_large" } });
  });

  test("text is taken as plain text, whatever stands in it", async () => {
    expect(await take("setup.log", Buffer.from("<script>ok</script>\n\u001B[31mred"))).toMatchObject({
      name: "setup.log",
      type: "text/plain; charset=utf-8",
    });
  });

  test.each([
    ["photo\u202Egpj.exe", "photogpj.png"],
    ["../../etc/passwd", "passwd.png"],
    ["C:\\temp\\CON.txt", "_CON.png"],
    ["....", "file.png"],
    ["a\r\nSet-Cookie: x", "aSet-Cookie x.png"],
    ["x](javascript:1)", "x (javascript 1).png"],
  ])("the name %j becomes %j", (given, harmless) => expect(harmlessName(plainStem(given), "png")).toBe(harmless));

  test.each([
    ["Jane Doe +49 170 1234567.txt", "Jane Doe (private phone).txt"],
    ["Vertrag-0170-1234567.txt", "Vertrag-(private phone).txt"],
    ["scan_4111_1111_1111_1111_front.txt", "scan_(private card)_front.txt"],
    ["jane.doe@home.example DE89370400440532013000.txt", "(private email) (private iban).txt"],
    [`${"x".repeat(170)} 4111111111111111.txt`, `${"x".repeat(170)} (priv.txt`],
    ["WhatsApp Image 2026-11-03 at 18.30.12.txt", "WhatsApp Image 2026-11-03 at 18.30.12.txt"],
    ["Phone_20261103_184512.txt", "Phone_20261103_184512.txt"],
    ["signal-2026-11-03-184512_0042.txt", "signal-2026-11-03-184512_0042.txt"],
    ["error 0x80070643 v2.14.3.txt", "error 0x80070643 v2.14.3.txt"],
  ])("the file %j is called %j: nothing private stands in a name", async (given, called) => {
    expect((await take(given, Buffer.from("a"))).name).toBe(called);
  });

  test("no name is longer than a file system takes", () => {
    for (const letter of ["a", "é", "日", "👩‍👩‍👧"])
      expect(Buffer.byteLength(harmlessName(plainStem(letter.repeat(400)), "png"))).toBeLessThan(256);
  });
});

describe("limits and losses", () => {
  test("so many files a day, then no more", async () => {
    const file = await take("a.txt", Buffer.from("a"));
    const { hash } = await prisma.attachment.findUniqueOrThrow({ where: { id: file.id } });
    const row = { accountId: member.id, name: "a.txt", type: "text/plain", size: 1, hash };
    await prisma.attachment.createMany({ data: Array.from({ length: FILES_A_DAY }, () => row) });
    await expect(take("b.txt", Buffer.from("b"))).rejects.toMatchObject({ fields: { attachments: "files_of_today" } });
  });

  test("where the store is away the form is told so, and nothing is left behind", async () => {
    const store = fileStore();
    const away = () => Promise.reject(new Error("ECONNREFUSED"));
    setFileStore({ put: away, read: away, remove: away });
    const refusal = await take("a.txt", Buffer.from("never stored")).catch((error: unknown) => error);
    setFileStore(store);
    expect(refusal).toMatchObject({ fields: { attachments: "files_unavailable" } });
    expect(await prisma.attachment.count({ where: { accountId: member.id } })).toBe(0);
  });

  test("after a day what hangs on nothing is cleared, its bytes too; what is used or new stays", async () => {
    const later = new Date(Date.now() + 2 * 86_400_000);
    const thread = await makeThread(member);
    const loose = await take("loose.txt", Buffer.from("only here, and loose"));
    const used = await take("used.txt", Buffer.from("only here, and used"));
    const post = await makeReply(member, thread.id, `See [it](/attachments/${used.id}/used.txt).`);
    const { hash } = await prisma.attachment.findUniqueOrThrow({ where: { id: loose.id } });
    await clearFiles(new Date());
    expect(await fileStore().read(hash)).not.toBeNull();
    await clearFiles(later);
    expect(await fileStore().read(hash)).toBeNull();
    expect((await stored(used.id)).toString()).toBe("only here, and used");
    await prisma.post.delete({ where: { id: post.id } });
    await clearFiles(later);
    expect(await prisma.storedFile.count({ where: { attachments: { none: {} }, thumbnails: { none: {} } } })).toBe(0);
  });

  test("bytes cleared at the very moment they are brought again are there afterwards", async () => {
    const text = () => Buffer.from("brought twice");
    await take("a.txt", text());
    await prisma.attachment.deleteMany({ where: { accountId: member.id } });
    await prisma.storedFile.updateMany({ data: { touchedAt: new Date(0) } });
    const [, again] = await Promise.all([clearFiles(new Date()), take("b.txt", text())]);
    expect((await stored(again.id)).toString()).toBe("brought twice");
  });
});
