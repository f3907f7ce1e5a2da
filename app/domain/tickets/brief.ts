import type { Ticket } from "../../generated/prisma/client.ts";
import type { StepOutcome } from "../../generated/prisma/enums.ts";
import type { DutyStanding, DutyView } from "./duty.ts";
import type { StatedFact } from "./facts.ts";
import type { StepView } from "./steps.ts";

interface Handed {
  writerId: number;
  /** Null until somebody takes what was put back. */
  readerId: number | null;
  readAt: Date | null;
}

/**
 * Whether whoever would answer now has to read first what was handed over: it was given to them, or it waits for whoever
 * takes the ticket and somebody else put it back.
 */
export function isToRead(
  brief: Handed | null,
  ticket: Pick<Ticket, "assigneeId" | "state">,
  viewerId: number,
): boolean {
  if (!brief || brief.readAt) return false;
  if (brief.readerId !== null) return brief.readerId === viewerId && ticket.assigneeId === viewerId;
  return ticket.assigneeId === null && ticket.state === "new" && brief.writerId !== viewerId;
}

/** What a brief is drafted from. */
export interface BriefSource {
  desiredOutcome: string;
  isConfirmed: boolean;
  facts: readonly { fact: StatedFact; value: string; confirmedAt: Date | null }[];
  steps: readonly { text: string; outcome: StepOutcome | null }[];
  promises: readonly { text: string; dueAt: Date }[];
  /** What they are to do by a date, or have not done by it. */
  duties: readonly Pick<DutyView, "text" | "dueAt" | "standing">[];
  /** What the requester was asked for and has not answered. */
  waitingFor: string;
  /** Their oldest word that nobody has answered. */
  requesterWaitingSince: Date | null;
  /** What no approved text said, where that is why it is handed over. */
  gap: string;
}

interface Words {
  wants: string;
  statement: Record<"confirmed" | "unconfirmed", string>;
  known: string;
  unconfirmed: string;
  tried: string;
  outcomes: Record<StepOutcome | "none", string>;
  promised: string;
  by: string;
  asked: string;
  duties: Partial<Record<DutyStanding, string>>;
  open: string;
  theirs: string;
  ours(at: string): string;
  nothing: string;
  gap: string;
  facts: Record<StatedFact, string>;
}

/** A brief is kept as it was handed over, so its headings are written once, in its writer's language. */
const words: Record<string, Words> = {
  en: {
    wants: "Wants",
    statement: { confirmed: "The statement is confirmed.", unconfirmed: "The statement is not confirmed." },
    known: "Known",
    unconfirmed: "not confirmed",
    tried: "Tried",
    outcomes: { worked: "worked", didnt: "did not work", tried: "tried", cant: "can’t be done", none: "asked for" },
    promised: "Promised",
    by: "by",
    asked: "To be done by the requester",
    duties: { done: "done", expired: "the date has passed", wanted: "they ask for a new date", refused: "no new date" },
    open: "Open",
    theirs: "We wait for the requester",
    ours: (at) => `The requester waits for our word since ${at}`,
    nothing: "Nobody waits for a word.",
    gap: "No approved text said",
    facts: {
      ...{ model: "Model", version: "Version", system: "System", browser: "Browser", message: "Error message" },
      ...{ since: "Since when", often: "How often", changed: "What changed", network: "Network", lights: "Lights" },
      country: "Country",
    },
  },
  de: {
    wants: "Möchte",
    statement: { confirmed: "Die Beschreibung ist bestätigt.", unconfirmed: "Die Beschreibung ist nicht bestätigt." },
    known: "Bekannt",
    unconfirmed: "nicht bestätigt",
    tried: "Versucht",
    outcomes: {
      ...{ worked: "hat geholfen", didnt: "hat nicht geholfen", tried: "versucht", cant: "nicht möglich" },
      none: "erbeten",
    },
    promised: "Versprochen",
    by: "bis",
    asked: "Vom Kunden zu erledigen",
    duties: {
      ...{ done: "erledigt", expired: "Frist verstrichen", wanted: "bittet um eine neue Frist" },
      refused: "keine neue Frist",
    },
    open: "Offen",
    theirs: "Wir warten auf den Kunden",
    ours: (at) => `Der Kunde wartet auf unser Wort seit ${at}`,
    nothing: "Niemand wartet auf ein Wort.",
    gap: "Kein genehmigter Text sagte",
    facts: {
      ...{ model: "Modell", version: "Version", system: "System", browser: "Browser", message: "Fehlermeldung" },
      ...{ since: "Seit wann", often: "Wie oft", changed: "Was sich geändert hat", network: "Netzwerk" },
      ...{ lights: "Lampen", country: "Land" },
    },
  },
};
const english = words.en as Words;

/** As much as fits one screen. */
const STEPS_MAX = 12;

/** Of the steps those that somebody did, or was asked for. */
export const stepsToTell = (steps: readonly StepView[]) =>
  steps.filter(({ outcome, asked }) => outcome !== null || asked !== null).slice(0, STEPS_MAX);

/** Of what they were asked to do what is not over. */
export const dutiesToTell = (duties: readonly DutyView[]) =>
  duties.filter(({ standing }) => standing !== "withdrawn" && standing !== "reissued").slice(-STEPS_MAX);

/** What whoever takes over has to know, as Markdown: wanted, known, tried, promised, open. */
export function draftBrief(source: BriefSource, { locale, timeZone }: { locale: string; timeZone: string }): string {
  const w = words[locale] ?? english;
  const moment = new Intl.DateTimeFormat(words[locale] ? locale : "en", {
    ...{ dateStyle: "medium", timeStyle: "short", timeZone },
  });
  const at = (date: Date) => moment.format(date);
  const parts = [
    source.desiredOutcome && `**${w.wants}:** ${source.desiredOutcome}`,
    source.gap && `**${w.gap}:** ${source.gap}`,
    w.statement[source.isConfirmed ? "confirmed" : "unconfirmed"],
    list(
      w.known,
      source.facts.map((fact) => factLine(fact, w)),
    ),
    list(
      w.tried,
      source.steps.map(({ text, outcome }) => `${text.replace(/[.:;,\s]+$/, "")}: ${w.outcomes[outcome ?? "none"]}`),
    ),
    list(
      w.promised,
      source.promises.map(({ text, dueAt }) => `${text} (${w.by} ${at(dueAt)})`),
    ),
    list(
      w.asked,
      source.duties.map(({ text, dueAt, standing }) => {
        const stands = w.duties[standing];
        return `${text} (${w.by} ${at(dueAt)}${stands ? `, ${stands}` : ""})`;
      }),
    ),
    list(w.open, openEnds(source, w, at)),
  ];
  return parts.filter(Boolean).join("\n\n");
}

const list = (heading: string, lines: readonly string[]) =>
  lines.length > 0 ? `**${heading}**\n\n${lines.map((line) => `- ${line}`).join("\n")}` : "";

const factLine = ({ fact, value, confirmedAt }: BriefSource["facts"][number], w: Words) =>
  `${w.facts[fact]}: ${value}${confirmedAt ? "" : ` (${w.unconfirmed})`}`;

function openEnds({ waitingFor, requesterWaitingSince }: BriefSource, w: Words, at: (date: Date) => string) {
  const ends = [];
  if (waitingFor) ends.push(`${w.theirs}: ${waitingFor}`);
  if (requesterWaitingSince) ends.push(w.ours(at(requesterWaitingSince)));
  return ends.length > 0 ? ends : [w.nothing];
}
