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
  replies: StoryReply[];
}

export interface StoryReply {
  by: string;
  afterMs: number;
  likes: number;
  worked: string[];
  didnt: string[];
  isSolution: boolean;
  body: string;
}

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90m`, `5h` or `3d` in milliseconds. */
export function duration(text: string): number {
  const [, amount, unit] = /^\+?(\d+)([mhd])$/.exec(text) ?? [];
  const length = UNITS[unit ?? ""];
  if (!length) throw new Error(`"${text}" is no time such as 90m, 5h or 3d`);
  return Number(amount) * length;
}

/**
 * Reads threads from a text in which a line of `@@` begins each part: `@@ thread BY | CATEGORY | AGE | views 12 | tags a, b`,
 * then `# Title` and the body; `@@ expected`, `@@ tried`, `@@ wants`; `@@ reply BY | +2h | likes 3 | worked a, b | solution`;
 * `@@ affected a, b`.
 */
export function readStory(text: string): StoryThread[] {
  const threads: StoryThread[] = [];
  for (const part of text.split(/^@@ /m).slice(1)) {
    const [head = "", ...lines] = part.split("\n");
    const body = lines.join("\n").trim();
    const [what, ...words] = head.split(" ");
    const fields = words.join(" ").split(" | ");
    if (what === "thread") threads.push(thread(fields, body));
    else addTo(threads.at(-1), what ?? "", fields, body);
  }
  return threads;
}

function thread([by = "", category = "", age = "", ...more]: string[], text: string): StoryThread {
  const named = namedFields(more);
  const [title = "", ...body] = text.split("\n");
  return {
    by,
    category,
    ageMs: duration(age),
    key: named("key"),
    views: Number(named("views")),
    tags: list(named("tags")),
    details: named("details"),
    title: title.replace(/^# /, ""),
    body: body.join("\n").trim(),
    expected: "",
    tried: "",
    wants: "",
    affected: [],
    replies: [],
  };
}

function addTo(thread: StoryThread | undefined, what: string, fields: string[], body: string) {
  if (!thread) throw new Error(`"@@ ${what}" before any thread`);
  if (what === "reply") thread.replies.push(reply(fields, body));
  else if (what === "affected") thread.affected = list(fields[0] ?? "");
  else if (what === "expected" || what === "tried" || what === "wants") thread[what] = body;
  else throw new Error(`"@@ ${what}" is no part of a thread`);
}

function reply([by = "", after = "", ...more]: string[], body: string): StoryReply {
  const named = namedFields(more);
  return {
    by,
    afterMs: duration(after),
    likes: Number(named("likes")),
    worked: list(named("worked")),
    didnt: list(named("didnt")),
    isSolution: more.includes("solution"),
    body,
  };
}

/** `views 12` by the name `views`. */
const namedFields = (fields: string[]) => (name: string) =>
  fields.find((field) => field.startsWith(`${name} `))?.slice(name.length + 1) ?? "";

const list = (text: string) => (text ? text.split(", ") : []);
