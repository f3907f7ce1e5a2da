import { describe, expect, test } from "vitest";
import { type NoticeKind, notices, type Reason } from "../../app/domain/notifications/notification.ts";
import { isMailed, type MailedKind, noticeMail } from "../../app/emails/notice.ts";
import { locales } from "../../app/i18n/locales.ts";
import { translator } from "../../app/i18n/translate.ts";

const mailed = (Object.keys(notices) as NoticeKind[]).filter((kind): kind is MailedKind => isMailed(kind));
/** Of a question among staff a mail says only that there is one: whoever it is put to may not see the ticket. */
const isAmongStaff = (kind: MailedKind) => notices[kind].about === "talk";
const kinds = mailed.filter((kind) => !isAmongStaff(kind));
const reasons: Reason[] = [
  "asked",
  "affected",
  "watching",
  "replied",
  "requester",
  "principal",
  "assignee",
  "desk",
  "author",
  "reviewer",
  "told",
];

const notice = {
  reason: "asked" as Reason,
  siteName: "Northwind Help",
  title: "Printer {forgets} <b>Wi-Fi</b>",
  actor: "Mia & Co",
  quote: "Hold it.\n<script>alert(1)</script>",
  until: new Date("2026-11-26T13:00:00Z"),
  url: "https://help.example/threads/7",
  source: { kind: "thread" as const, id: 7 },
  stopUrl: "https://help.example/unsubscribe?token=x",
  muteUrl: null,
  choicesUrl: "https://help.example/notifications/preferences",
};

describe.each(locales)("mails in %s", (locale) => {
  const t = translator(locale, "Europe/Berlin");

  test.each(kinds)("%s says what it is about, in both parts alike, and leads there", (kind) => {
    for (const until of [notice.until, null]) {
      const mail = noticeMail(t, { ...notice, kind, until });
      expect(mail.subject).toContain(notice.title);
      expect(mail.text).toContain(notice.title);
      expect(mail.text).toContain("> <script>alert(1)</script>");
      expect(mail.html).toContain("Printer {forgets} &lt;b&gt;Wi-Fi&lt;/b&gt;");
      expect(mail.html).not.toContain("<script");
      for (const url of [notice.url, notice.stopUrl, notice.choicesUrl])
        for (const part of [mail.text, mail.html]) expect(part).toContain(url);
      expect(mail.text.replaceAll(notice.title, "")).not.toMatch(/[{}]|undefined|null/);
    }
  });

  test.each(mailed.filter(isAmongStaff))("%s says that there is a question, and where, and nothing of it", (kind) => {
    const mail = noticeMail(t, { ...notice, kind, title: "", quote: "" });
    if (kind !== "talk_overdue") expect(mail.subject).toContain(notice.actor); // that nobody did anything
    for (const part of [mail.text, mail.html]) expect(part).toContain(notice.url);
    expect(mail.text).not.toMatch(/[{}]|undefined|null/);
  });

  test("says by when in the reader's own time zone", () => {
    const { text } = noticeMail(t, { ...notice, kind: "needs_you" });
    expect(text).toContain("14:00");
  });

  test.each(reasons)("says why to somebody who is told as %s", (reason) => {
    const { text } = noticeMail(t, { ...notice, kind: "reply", reason });
    expect(text.split("\n-- \n")[1]?.split("\n")[1]?.length).toBeGreaterThan(20);
  });
});
