import { useLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import type { Tone } from "../../components/badge.tsx";
import type { IconName } from "../../components/icons.ts";
import { Detached, FiledAsThanks } from "../../components/joins.tsx";
import { NoteCard, ResponseCard } from "../../components/message-cards.tsx";
import { Missed } from "../../components/missed.tsx";
import { drawPrivate } from "../../components/private-chip.ts";
import { Time } from "../../components/time.tsx";
import { Timeline, TimelineEvent, TimelineMessage } from "../../components/timeline.tsx";
import type { TimelineEntry } from "../../domain/tickets/desk.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import { Detachment } from "./apart.tsx";
import { DeskClaim } from "./claim.tsx";
import type { TicketPage } from "./load.server.ts";
import { isTold, looks, useSentence } from "./sentence.ts";

/** What happened, in plain words, with each message and note in its place. */
export function TicketTimeline() {
  const t = useT();
  const { ticket, looked } = useLoaderData<TicketPage>();
  const fresh = looked && ticket.timeline.find(({ version, isOwn }) => !isOwn && (version ?? 0) > looked.version);
  return (
    <Timeline label={t("ticket.timeline")}>
      {ticket.timeline.map((entry) => (
        <Fragment key={entry.id}>
          {looked && entry === fresh ? <NewSince at={looked.at} /> : null}
          <Entry entry={entry} />
        </Fragment>
      ))}
    </Timeline>
  );
}

/** Where this reader goes on. */
function NewSince({ at }: { at: Date | string }) {
  return (
    <li className="timeline-new">
      <T k="ticket.new_since" values={{ at: <Time key="at" at={at} /> }} />
    </li>
  );
}

/** One thing that happened. `anchor`: a second time on the page, so without an address of its own. */
export function Entry({ entry, anchor }: { entry: TimelineEntry; anchor?: "news" }) {
  return (
    <>
      {isTold(entry) ? <EventLine entry={entry} anchor={anchor} /> : null}
      {entry.message ? <Message entry={entry} anchor={anchor} /> : null}
    </>
  );
}

const liveItem = (what: "event" | "message", { id, isOwn }: TimelineEntry) => ({ name: `${what}-${id}`, isOwn });

function EventLine({ entry, anchor }: { entry: TimelineEntry; anchor?: "news" }) {
  const sentence = useSentence(entry);
  const [icon, tone]: [IconName, Tone?] = looks[entry.kind] ?? ["info"];
  return (
    <TimelineEvent icon={icon} tone={tone} at={entry.at} live={anchor ? undefined : liveItem("event", entry)}>
      {sentence}
    </TimelineEvent>
  );
}

/** Whom the note calls without their having been told. */
function Untold({ handles }: { handles: readonly string[] }) {
  const t = useT();
  return (
    <p className="small soft">{t("note.untold", { handles: handles.map((handle) => `@${handle}`).join(", ") })}</p>
  );
}

function Message({ entry, anchor }: { entry: TimelineEntry; anchor?: "news" }) {
  const { message, actorName, forName, at } = entry;
  const t = useT();
  const { privateValues, requesterWaitingSince: since } = useLoaderData<TicketPage>().ticket;
  if (!message) return null;
  const isTheirs = message.kind === "response" && !message.isFromStaff && !message.isThanks && !message.detached;
  // What staff has answered has been worked on here.
  const mayGo = isTheirs && since !== null && new Date(at) >= new Date(since);
  // Two elements of one name would be one too many: the news point to nothing.
  const card = {
    id: anchor ? -message.id : message.id,
    author: forName ? { name: forName, by: actorName ?? "" } : { name: actorName ?? "" },
    at,
    html: drawPrivate(message.html, privateValues, t),
    files: message.files,
  };
  return (
    <TimelineMessage live={anchor ? undefined : liveItem("message", entry)}>
      {message.kind === "note" ? (
        <NoteCard {...card}>
          {entry.untold.length > 0 ? <Untold handles={entry.untold} /> : null}
          {entry.talk ? (
            <p className="small">
              <a href={`/staff/asked/${entry.talk.id}`}>{t("talk.open")}</a>
            </p>
          ) : null}
        </NoteCard>
      ) : (
        <ResponseCard {...card} from={message.isFromStaff ? "staff" : "requester"}>
          {message.isThanks ? <FiledAsThanks /> : null}
          {message.detached ? <Detached detached={message.detached} side="/staff/tickets" /> : null}
          {mayGo && !anchor ? <Detachment responseId={message.id} /> : null}
          {message.missed ? <Missed reason={message.missed.reason} /> : null}
          {message.claim && !anchor ? <DeskClaim claim={message.claim} responseId={message.id} /> : null}
        </ResponseCard>
      )}
    </TimelineMessage>
  );
}
