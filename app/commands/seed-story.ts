import type { StepOutcome } from "../generated/prisma/enums.ts";
import { duration, list, named, type Part, partsOf } from "./seed-parts.ts";

/** A thread of the demo community as it is written down in `seed/*.md`. */
export interface StoryThread {
  key: string;
  by: string;
  category: string;
  ageMs: number;
  views: number;
  tags: string[];
  /** Who asked for details in the last reply. */
  details: string;
  title: string;
  body: string;
  expected: string;
  tried: string;
  wants: string;
  affected: string[];
  /** Where it asks several, which its body holds too. */
  questions: string[];
  replies: StoryReply[];
}

/** Who said what of something to try. */
export type StoryMarks = Record<StepOutcome, string[]>;

export interface StoryReply extends StoryMarks {
  by: string;
  afterMs: number;
  likes: number;
  steps: (StoryMarks & { text: string })[];
  isSolution: boolean;
  isWiki: boolean;
  /** Numbers of the questions it answers. */
  answers: number[];
  body: string;
}

/**
 * Reads threads from a text in which a line of `@@` begins each part: `@@ thread BY | CATEGORY | AGE | views 12 | tags a, b`,
 * then `# Title` and the body; `@@ expected`, `@@ tried`, `@@ wants`; `@@ reply BY | +2h | likes 3 | worked a, b | solution`;
 * `@@ affected a, b`. `@@ step worked a | didnt b` lists something to try that the reply above it holds; `@@ questions`, one a line, what is asked one by one, of which a solution
 * `answers 1, 3`.
 */
export function readStory(text: string): StoryThread[] {
  const threads: StoryThread[] = [];
  for (const part of partsOf(text)) {
    if (part.what === "thread") threads.push(thread(part));
    else addTo(threads.at(-1), part);
  }
  return threads;
}

function thread({ fields, body: text }: Part): StoryThread {
  const [by = "", category = "", age = ""] = fields;
  const [title = "", ...body] = text.split("\n");
  return {
    by,
    category,
    ageMs: duration(age),
    key: named(fields, "key"),
    views: Number(named(fields, "views")),
    tags: list(named(fields, "tags")),
    details: named(fields, "details"),
    title: title.replace(/^# /, ""),
    body: body.join("\n").trim(),
    expected: "",
    tried: "",
    wants: "",
    affected: [],
    questions: [],
    replies: [],
  };
}

function addTo(thread: StoryThread | undefined, part: Part) {
  const { what, fields, body } = part;
  if (!thread) throw new Error(`"@@ ${what}" before any thread`);
  if (what === "reply") thread.replies.push(reply(part));
  else if (what === "step") thread.replies.at(-1)?.steps.push({ ...marks(fields), text: body });
  else if (what === "questions") thread.questions = body.split("\n");
  else if (what === "affected") thread.affected = list(fields[0] ?? "");
  else if (what === "expected" || what === "tried" || what === "wants") thread[what] = body;
  else throw new Error(`"@@ ${what}" is no part of a thread`);
}

function reply({ fields, body }: Part): StoryReply {
  const [by = "", after = ""] = fields;
  return {
    by,
    afterMs: duration(after),
    likes: Number(named(fields, "likes")),
    ...marks(fields),
    steps: [],
    isSolution: fields.includes("solution"),
    isWiki: fields.includes("wiki"),
    answers: list(named(fields, "answers")).map(Number),
    body,
  };
}

const marks = (fields: string[]): StoryMarks => ({
  worked: list(named(fields, "worked")),
  didnt: list(named(fields, "didnt")),
  tried: list(named(fields, "tried")),
  cant: list(named(fields, "cant")),
});

/** Everybody who said of a reply, or of a step in it, that it worked or didn't: each person once. */
export function verdictsOf(reply: StoryReply): { worked: string[]; didnt: string[] } {
  const said = [reply, ...reply.steps];
  const worked = [...new Set(said.flatMap((one) => one.worked))];
  const didnt = [...new Set(said.flatMap((one) => one.didnt))].filter((handle) => !worked.includes(handle));
  return { worked, didnt };
}

/** Whether what is marked as a solution leaves nothing open. */
export function isAnswered({ questions, replies }: StoryThread): boolean {
  const solutions = replies.filter(({ isSolution }) => isSolution);
  const answered = new Set(solutions.flatMap(({ answers }) => answers));
  return solutions.length > 0 && questions.every((_, index) => answered.has(index + 1));
}
