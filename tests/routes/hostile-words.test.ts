import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { body, line, optionalBody, tidy } from "../../app/domain/text.ts";
import { slugOf } from "../../app/domain/threads/thread.ts";
import { pool } from "../../app/platform/db.server.ts";
import { localPath } from "../../app/platform/http.server.ts";
import { mailerFor } from "../../app/platform/mailer.server.ts";
import { hostile, inkless, sharedRows, sharedTexts } from "../fixtures/hostile.ts";

const texts = [...hostile, ...inkless, ...sharedTexts()];
const MAX = 65_536;

describe("a text from anybody", () => {
  const fields = [line(MAX), body(MAX), optionalBody(MAX)];

  test("is taken or refused, and what is taken is taken again as it is", () => {
    for (const text of texts) {
      expect(tidy(tidy(text))).toBe(tidy(text));
      for (const field of fields) {
        const taken = field.safeParse(text);
        if (taken.success) expect(field.parse(taken.data)).toBe(taken.data);
      }
    }
  });

  test("comes out of the database as it went in", async () => {
    const taken = texts.flatMap((text) => body(MAX).safeParse(text).data ?? []);
    const { rows } = await pool.query<{ text: string }>("SELECT unnest($1::text[]) AS text", [taken]);
    expect(rows.map(({ text }) => text)).toEqual(taken);
    const json = await pool.query<{ value: string[] }>("SELECT $1::jsonb AS value", [JSON.stringify(taken)]);
    expect(json.rows[0]?.value).toEqual(taken);
  });

  test("that says nothing is refused where something must be said", () => {
    for (const text of inkless) {
      expect(line(MAX).safeParse(text).success, JSON.stringify(text)).toBe(false);
      expect(body(MAX).safeParse(text).success, JSON.stringify(text)).toBe(false);
      expect(optionalBody(MAX).parse(text)).toBe("");
    }
  });

  test("makes a slug that stands in an address as it is, short, and stays the same slug", () => {
    for (const text of texts) {
      const slug = slugOf(text);
      expect(slug, text).toMatch(/^(?:[\p{L}\p{N}\p{M}]+(?:-[\p{L}\p{N}\p{M}]+)*)?$/u);
      expect(decodeURIComponent(encodeURIComponent(slug))).toBe(slug);
      expect(slugOf(slug), text).toBe(slug);
      expect(Array.from(slug).length).toBeLessThanOrEqual(60);
    }
    expect(["Übergröße!", "हिन्दी शब्द", "한국어", "が"].map(slugOf)).toEqual(["ubergroße", "हिन्दी-शब्द", "한국어", "が"]);
  });
});

interface Verdict {
  to: string;
  allowed: boolean;
}

describe("where somebody is sent after signing in", () => {
  const own: Verdict[] = [
    ...["/", "/threads/12?after=1#post-5", "/%E2%9C%93", "/search?q=https://evil.example"].map((to) => ({
      to,
      allowed: true,
    })),
    ...[
      "//evil.example",
      "///evil.example",
      "/\\evil.example",
      "\\/evil.example",
      "https://evil.example",
      "javascript:alert(1)",
      "evil",
      "/\t/evil.example",
      "/\n/evil.example",
      "\u0000/x",
      " /x",
      "http:/evil.example",
      "/.//evil.example",
      "/%09/..//evil.example",
      "",
      "/%2F%2Fevil.example",
      "/%5cevil.example",
      "/x%0d%0aSet-Cookie:x",
      "/logout",
    ].map((to) => ({ to, allowed: false })),
  ];

  test.each([...own, ...sharedRows<Verdict>("redirect/redirect-verdicts.json")])("$to: $allowed", ({ to, allowed }) => {
    const path = localPath(to, "/fallback");
    expect(new URL(path, "https://forum.example").origin).toBe("https://forum.example");
    expect(path.startsWith("/") && !path.startsWith("//")).toBe(true);
    if (allowed) expect(path).not.toBe("/fallback");
    else expect(path).toBe("/fallback");
  });

  test("what is no text leads nowhere else", () => {
    for (const odd of [null, undefined, new File(["/x"], "/x")]) expect(localPath(odd, "/fallback")).toBe("/fallback");
  });
});

describe("a mail", () => {
  let server: SMTPServer | undefined;
  afterEach(() => new Promise<void>((resolve) => (server ? server.close(resolve) : resolve())));

  test("has the headers it has, whatever its subject says", async () => {
    const subjects = [
      "plain",
      "a\r\nBcc: x@evil.example",
      "a\n\n<h1>x</h1>",
      ...hostile,
      ...sharedRows<{ value: string }>("crlf/header-injection.json").map(({ value }) => value),
    ];
    const received: string[] = [];
    const recipients: string[] = [];
    const smtp = new SMTPServer({
      authOptional: true,
      closeTimeout: 100,
      disabledCommands: ["STARTTLS"],
      onRcptTo({ address }, _session, done) {
        recipients.push(address);
        done();
      },
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk) => chunks.push(chunk));
        stream.on("end", () => {
          received.push(Buffer.concat(chunks).toString());
          done();
        });
      },
    });
    server = smtp;
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
    const address = smtp.server.address();
    const send = mailerFor(`smtp://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`);
    for (const [index, subject] of subjects.entries()) {
      const mail = {
        messageId: `<${index}@example.com>`,
        from: "Answerloop <noreply@example.com>",
        to: "vera@example.com",
      };
      await send({
        ...mail,
        subject,
        text: "Hello",
        html: "<p>Hello</p>",
        headers: { "Auto-Submitted": "auto-generated" },
      });
    }
    const parsed = await Promise.all(received.map((raw) => PostalMime.parse(raw)));
    const names = parsed.map(({ headers }) =>
      headers
        .map(({ key }) => key)
        .sort()
        .join(),
    );
    expect(new Set(names).size).toBe(1);
    expect(new Set(recipients)).toEqual(new Set(["vera@example.com"]));
    expect(parsed.every(({ text, html }) => text?.trim() === "Hello" && html?.trim() === "<p>Hello</p>")).toBe(true);
  });
});
