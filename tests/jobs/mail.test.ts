import { afterEach, describe, expect, test } from "vitest";
import { queueMail } from "../../app/domain/events/mail.server.ts";
import { composeMail } from "../../app/emails/layout.tsx";
import { signInCodeMail } from "../../app/emails/sign-in-code.ts";
import { translator } from "../../app/i18n/translate.ts";
import { mailSender } from "../../app/jobs/send-mail.server.ts";
import { pool, prisma, transaction } from "../../app/platform/db.server.ts";
import { mailerFor } from "../../app/platform/mailer.server.ts";
import { runJobs } from "../factories/answers.ts";
import { Post, waitForRetry } from "../support/mail-server.ts";

let post: Post | undefined;
afterEach(async () => {
  await post?.close();
  post = undefined;
});

const t = translator("en", "UTC");
const parts = { siteName: "Site", subject: "Grüße 😀\r\nBcc: evil@example.com", heading: "Hello", reason: "Because." };

function queue(dedupeKey: string, to = "vera@example.org") {
  return transaction((tx) => queueMail(tx, { to, dedupeKey, mail: composeMail(t, parts) }));
}

const mailOf = (dedupeKey: string) => prisma.mail.findUniqueOrThrow({ where: { dedupeKey } });

const tasksFor = (port: number) => ({ send_mail: mailSender(mailerFor(`smtp://127.0.0.1:${port}`)) });

describe("a mail", () => {
  test("arrives with both parts, in one piece, at its reader alone", async () => {
    post = new Post();
    const tasks = tasksFor(await post.open());
    await queue("arrives");
    await runJobs(tasks);
    expect(post.mails).toHaveLength(1);
    const { to, mail } = post.mails[0] as Post["mails"][number];
    expect(to).toEqual(["vera@example.org"]);
    expect(mail.subject).toBe("Grüße 😀 Bcc: evil@example.com");
    expect(mail.bcc ?? []).toEqual([]);
    expect(mail.text).toContain("Hello\n\n-- \nSite\nBecause.");
    expect(mail.html).toContain("<h1");
    expect(mail.messageId).toBe((await mailOf("arrives")).messageId);
    expect(mail.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
    expect(await mailOf("arrives")).toMatchObject({ attempts: 1, lastError: null, sentAt: expect.any(Date) });
  });

  test("of one occasion is one mail, however often it is queued and its job runs", async () => {
    post = new Post();
    const tasks = tasksFor(await post.open());
    const queued = await Promise.all([queue("once"), queue("once"), queue("once")]);
    expect(queued.filter(Boolean)).toHaveLength(1);
    await runJobs(tasks);
    const { id } = await mailOf("once");
    await pool.query("SELECT graphile_worker.add_job('send_mail', $1::json)", [JSON.stringify({ mailId: id })]);
    await runJobs(tasks);
    expect(post.mails).toHaveLength(1);
  });

  test("that is rolled back is never sent", async () => {
    const rolledBack = transaction(async (tx) => {
      await queueMail(tx, { to: "vera@example.org", dedupeKey: "back", mail: composeMail(t, parts) });
      throw new Error("no");
    });
    await expect(rolledBack).rejects.toThrow("no");
    expect(await prisma.mail.count({ where: { dedupeKey: "back" } })).toBe(0);
  });

  test("waits while the mail server is away, says why, and is delivered once when it is back", async () => {
    post = new Post();
    const port = await post.open();
    await post.close();
    await queue("away");
    await expect(runJobs(tasksFor(port))).rejects.toThrow("ECONNREFUSED");
    expect(await mailOf("away")).toMatchObject({
      sentAt: null,
      attempts: 1,
      lastError: expect.stringContaining("ECONNREFUSED"),
    });
    post = new Post();
    await post.open(port);
    await waitForRetry();
    await runJobs(tasksFor(port));
    await runJobs(tasksFor(port));
    expect(post.mails).toHaveLength(1);
    expect(await mailOf("away")).toMatchObject({ attempts: 2, lastError: null, sentAt: expect.any(Date) });
  });

  test("waits when the server says later, and keeps its Message-ID", async () => {
    post = new Post();
    const port = await post.open();
    post.refuse = true;
    await queue("later");
    await expect(runJobs(tasksFor(port))).rejects.toThrow("451");
    const { messageId, sentAt } = await mailOf("later");
    expect(sentAt).toBeNull();
    post.refuse = false;
    await waitForRetry();
    await runJobs(tasksFor(port));
    expect(post.mails.map(({ mail }) => mail.messageId)).toEqual([messageId]);
  });

  test("for a list of addresses goes to nobody else: an address is one address", async () => {
    post = new Post();
    const tasks = tasksFor(await post.open());
    await queue("list", "a@example.org, b@example.org");
    await runJobs(tasks).catch(() => {});
    expect(post.mails.flatMap(({ to }) => to)).not.toContain("b@example.org");
  });
});

describe("the mail with the sign-in code", () => {
  test.each([
    ["en", "123456 is your sign-in code for Site", "10 minutes"],
    ["de", "123456 ist Ihr Anmeldecode für Site", "10 Minuten"],
  ] as const)("says in %s what it is and how long it is good for", (locale, subject, minutes) => {
    const mail = signInCodeMail(translator(locale, "UTC"), { code: "123456", minutes: 10, siteName: "Site" });
    expect(mail.subject).toBe(subject);
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain("123456");
      expect(part).toContain(minutes);
    }
    expect(mail.html).not.toMatch(/<a |href=/);
  });
});
