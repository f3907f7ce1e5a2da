import type { Key } from "../i18n/translate.ts";
import { useT } from "../i18n/use-t.tsx";
import type { Tone } from "./badge.tsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

type Look = [icon: IconName, tone: Tone];

const threadLooks = {
  needs_attention: ["circle-dot", "warning"],
  responded: ["messages-square", "neutral"],
  needs_info: ["circle-question-mark", "warning"],
  with_staff: ["headset", "private"],
  solved: ["circle-check", "success"],
  dormant: ["circle-pause", "neutral"],
  known: ["triangle-alert", "warning"],
} as const satisfies Record<string, Look>;

const ticketLooks = {
  draft: ["pencil", "neutral"],
  read_back: ["hand", "warning"],
  new: ["inbox", "brand"],
  open: ["headset", "brand"],
  returned: ["flag", "warning"],
  waiting_on_requester: ["hourglass", "warning"],
  waiting_on_third_party: ["circle-pause", "neutral"],
  waiting_on_visit: ["wrench", "neutral"],
  resolved: ["circle-check", "success"],
  closed: ["check", "neutral"],
  joined: ["link", "neutral"],
  spam: ["ban", "neutral"],
} as const satisfies Record<string, Look>;

export type ThreadState = keyof typeof threadLooks;
export type TicketState = keyof typeof ticketLooks;

/** Where a thread stands: an icon and a word. */
export function ThreadStatus({ state }: { state: ThreadState }) {
  const [icon, tone] = threadLooks[state];
  return <StatusMark icon={icon} tone={tone} text={`status.thread.${state}`} />;
}

/** Where a ticket stands, in staff's word or in the one the requester is told. */
export function TicketStatus({ state, audience = "staff" }: { state: TicketState; audience?: "staff" | "requester" }) {
  const [icon, tone] = ticketLooks[state];
  return <StatusMark icon={icon} tone={tone} text={`status.${audience}.${state}`} />;
}

function StatusMark({ icon, tone, text }: { icon: IconName; tone: Tone; text: Key }) {
  const t = useT();
  return (
    <span className={`status tone-${tone}`}>
      <Icon name={icon} />
      {t(text)}
    </span>
  );
}
