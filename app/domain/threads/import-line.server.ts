import { z } from "zod";
import { line, tidy } from "../text.ts";
import { BODY_MAX } from "./thread.ts";

/** Titles elsewhere reach 250 characters: more than our own form takes, and kept whole. */
const MAX_TITLE = 300;
/** Longer "tags" are sentences that a form put into the wrong field: the thread comes in without them. */
const MAX_TAG = 50;
const MAX_TAGS = 30;
/** Keys stand in unique indexes, whose rows Postgres limits to a third of a page. */
const MAX_KEY = 200;
const MAX_NAME = 100;
const LARGEST_INT = 2_147_483_647;

export interface ImportedPost {
  n: number;
  author: string;
  createdAt: string;
  likes: number;
  body: string;
  isAccepted: boolean;
  isStaff: boolean;
}

export interface ImportedThread {
  id: string;
  source: string;
  title: string;
  category: string;
  tags: string[];
  createdAt: string;
  views: number;
  isSolved: boolean;
  /** In order of `n`; the first is the question. */
  posts: ImportedPost[];
  tagsLeftOut: number;
}

/** Why a line is not taken: a code, and where in the line. */
export class BadLine extends Error {
  constructor(
    readonly code: string,
    readonly where = "",
  ) {
    super(where ? `${code} (${where})` : code);
  }
}

const absentOrWrong = (issue: { input?: unknown }) => (issue.input === undefined ? "missing" : "wrong_type");
/** Live text loses such characters silently; here they mean that an export went wrong, which somebody should see. */
const storable = (value: string) => !value.includes("\0") && value.isWellFormed();
const text = z.string({ error: absentOrWrong }).refine(storable, "unstorable_characters");
const key = text.max(MAX_KEY, "too_long").refine((value) => value.trim() !== "", "required");
const body = text.transform(tidy).refine((value) => value.length <= BODY_MAX, "too_long");
const count = z.int({ error: absentOrWrong }).max(LARGEST_INT, "too_large");
const moment = z.iso
  .datetime({
    offset: true,
    error: (issue) => (typeof issue.input === "string" ? "invalid_date" : absentOrWrong(issue)),
  })
  .transform((value) => new Date(value).toISOString());
const flag = z.boolean("wrong_type").nullish().transform(Boolean);

const post = z.object({
  n: count.min(1, "too_small"),
  author: key,
  created_at: moment,
  likes: count.min(-LARGEST_INT, "too_small").default(0),
  body,
  accepted: flag,
  staff: flag,
});

const threadLine = z.object({
  id: key,
  source: key,
  title: text.pipe(line(MAX_TITLE)),
  category: text.pipe(line(MAX_NAME)),
  tags: z.array(text.transform(tidy), { error: absentOrWrong }).default([]),
  created_at: moment,
  views: count.min(0, "too_small").nullish(),
  solved: flag,
  posts: z.array(post, { error: absentOrWrong }).min(1, "no_posts"),
});
type Line = z.output<typeof threadLine>;

const EARLIEST = "1970-01-01T00:00:00.000Z";

/** Reads one line of the import format; throws BadLine when it is not a thread that can be kept. */
export function readThread(json: string, now = new Date()): ImportedThread {
  const parsed = threadLine.safeParse(parseJson(json));
  if (!parsed.success) throw badLineOf(parsed.error.issues[0]);
  const thread = { ...parsed.data, posts: parsed.data.posts.sort((a, b) => a.n - b.n) };
  refuseGaps(thread);
  refuseImpossibleDates(thread, now.toISOString());
  return toThread(thread);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new BadLine("invalid_json");
  }
}

function badLineOf(issue: z.core.$ZodIssue | undefined): BadLine {
  if (!issue) return new BadLine("wrong_type");
  const where = issue.path.map((part) => (typeof part === "number" ? `[${part}]` : String(part))).join(".");
  // Zod says "Invalid input" for a thing that is not there and for one that is no object.
  return new BadLine(/^[a-z_]+$/.test(issue.message) ? issue.message : "wrong_type", where.replaceAll(".[", "["));
}

function refuseGaps({ posts }: Line) {
  if (posts[0]?.n !== 1) throw new BadLine("first_post_missing", "posts");
  const twice = posts.find((post, index) => posts[index - 1]?.n === post.n);
  if (twice) throw new BadLine("post_twice", `posts, n ${twice.n}`);
}

/** ISO dates in UTC sort as text. */
function refuseImpossibleDates({ created_at, posts }: Line, now: string) {
  for (const date of [created_at, ...posts.map((post) => post.created_at)]) {
    if (date > now) throw new BadLine("future_date", date);
    if (date < EARLIEST) throw new BadLine("too_old_date", date);
  }
}

function toThread({ created_at, views, solved, posts, tags, ...thread }: Line): ImportedThread {
  const kept = tags.filter((tag) => tag.trim() !== "" && tag.length <= MAX_TAG).slice(0, MAX_TAGS);
  return {
    ...thread,
    tags: kept,
    tagsLeftOut: tags.length - kept.length,
    createdAt: created_at,
    views: views ?? 0,
    isSolved: solved || posts.some((post) => post.accepted),
    posts: posts.map(toPost),
  };
}

function toPost({ n, author, created_at, likes, body, accepted, staff }: Line["posts"][number]): ImportedPost {
  return { n, author, createdAt: created_at, likes, body, isAccepted: accepted, isStaff: staff };
}
