import { isFollowing, MAIL_GROUPS, type MailGroup, mailGroupOf, type NoticeKind } from "./notification.ts";

/** What a mail comes from, and so what ends with one click in it: that, and nothing else. */
export type MailSource =
  | { kind: "thread"; id: number }
  | { kind: "category" | "tag"; id: number }
  | { kind: "group"; group: MailGroup }
  | { kind: "summary" };

interface Told {
  kind: NoticeKind;
  reason: string;
  threadId: number | null;
  /** `{ of: 12 }`: the category or tag that is followed. */
  data?: unknown;
}

/** What made this notice. */
export function sourceOf({ kind, reason, threadId, data }: Told): MailSource {
  const of = (data as { of?: unknown } | null | undefined)?.of;
  if ((reason === "category" || reason === "tag") && typeof of === "number") return { kind: reason, id: of };
  if (threadId !== null && isFollowing(reason)) return { kind: "thread", id: threadId };
  return { kind: "group", group: mailGroupOf(kind) };
}

/** As a link says it. */
export function sourceText(source: MailSource): string {
  switch (source.kind) {
    case "group":
      return `group.${source.group}`;
    case "summary":
      return "summary.all";
    default:
      return `${source.kind}.${source.id}`;
  }
}

/** The same read again; null when it is none. */
export function sourceIn(text: string): MailSource | null {
  const [kind = "", of = ""] = text.split(".");
  const group = MAIL_GROUPS.find((one) => one === of);
  if (kind === "group" && group) return { kind, group };
  if (kind === "summary") return { kind };
  const id = /^[1-9]\d{0,8}$/.test(of) ? Number(of) : 0;
  if (id > 0 && kind === "thread") return { kind, id };
  if (id > 0 && (kind === "category" || kind === "tag")) return { kind, id };
  return null;
}
