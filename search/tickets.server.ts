import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { isDesk } from "../app/domain/permissions.ts";
import type { Priority, TicketState } from "../app/generated/prisma/enums.ts";
import { read } from "../app/platform/db.server.ts";
import { NotFound } from "../app/platform/errors.ts";
import { markdownToText } from "../app/platform/markdown/plain-text.ts";
import { mark, passage, type Segment } from "./highlight.ts";
import { distinctWords } from "./question.ts";
import { plainWords } from "./words.ts";

export interface FoundTicket {
  number: number;
  subject: Segment[];
  /** Where it speaks of what was looked for. */
  passage: Segment[];
  state: TicketState;
  priority: Priority;
  requesterName: string;
  assigneeName: string | null;
  categoryName: string;
  since: Date;
}

export interface FoundTickets {
  rows: FoundTicket[];
  /** No ticket holds all of the words: these hold some. */
  isLoose: boolean;
}

const MOST_FOUND = 50;
const PASSAGE = 200;

/** Tickets by number, requester or what was written; not found for whoever does not work at the desk. */
export async function searchTickets(viewer: Viewer, text: string): Promise<FoundTickets> {
  if (!isDesk(viewer)) throw new NotFound();
  const number = Number(/^#?(\d{1,9})$/.exec(text.trim())?.[1] ?? 0);
  const strict = await find("all", text, number);
  if (strict.length > 0 || IS_EXACT.test(text)) return { rows: strict, isLoose: false };
  const loose = await find("some", text, number);
  return { rows: loose, isLoose: loose.length > 0 };
}

/** Phrases and exclusions are meant as they are. */
const IS_EXACT = /"|(?:^|\s)-\S/;

interface TicketRow extends Omit<FoundTicket, "subject" | "passage"> {
  subject: string;
  said: string;
}

async function find(which: keyof typeof QUERIES, text: string, number: number): Promise<FoundTicket[]> {
  const stems = distinctWords(plainWords(text));
  const rows = await read<TicketRow & Record<string, unknown>>(`search tickets ${which}`, ticketsSql(which), [
    text,
    number,
  ]);
  return rows.map(({ subject, said, ...row }) => ({
    ...row,
    subject: mark(subject, stems),
    passage: passage(markdownToText(said).text, stems, PASSAGE),
  }));
}

const LANGUAGES = ["simple", "english", "german"] as const;

const QUERIES = {
  /** As people search the web: all words, "phrases", -exclusions. */
  all: LANGUAGES.map((language) => `websearch_to_tsquery('${language}', $1::text)`).join(" || "),
  some: LANGUAGES.map((language) => `replace(plainto_tsquery('${language}', $1::text)::text, '&', '|')::tsquery`).join(
    " || ",
  ),
};

/** Beyond so many matches, the latest, nothing is ranked: whoever gets more has yet to say what they look for. */
const RANKED = 1000;

const ticketsSql = (which: keyof typeof QUERIES) => `
WITH asked AS MATERIALIZED (SELECT ${QUERIES[which]} AS query), matching AS MATERIALIZED (
  SELECT document."ticketId" AS id, document.vector FROM "TicketDocument" AS document, asked
  WHERE document.vector @@ asked.query OR document."ticketId" = $2::int ORDER BY document."ticketId" DESC LIMIT ${RANKED}
), best AS (
  SELECT matching.id, ts_rank(vector, asked.query) AS rank FROM matching, asked
  ORDER BY matching.id = $2::int DESC, rank DESC, matching.id DESC LIMIT ${MOST_FOUND}
)
SELECT ticket.id AS number, ticket.subject, ticket.state, ticket.priority, ticket."createdAt" AS since,
  requester.name AS "requesterName", assignee.name AS "assigneeName", category.name AS "categoryName",
  concat_ws(E'\\n\\n', (SELECT left(text, 4000) FROM "Statement" WHERE "ticketId" = ticket.id ORDER BY number DESC LIMIT 1),
    (SELECT left(string_agg(markdown, E'\\n\\n' ORDER BY id DESC), 8000) FROM "Response" WHERE "ticketId" = ticket.id)) AS said
FROM best JOIN "Ticket" AS ticket ON ticket.id = best.id
JOIN "Account" AS requester ON requester.id = ticket."requesterId"
JOIN "Category" AS category ON category.id = ticket."categoryId"
LEFT JOIN "Account" AS assignee ON assignee.id = ticket."assigneeId"
ORDER BY ticket.id = $2::int DESC, best.rank DESC, ticket.id DESC`;
