import { prisma } from "../../app/platform/db.server.ts";
import { generator } from "../../search/evaluation/bench-words.ts";
import { fieldsOf, pageAt } from "./forms.ts";
import { KEY, type LoadRequest } from "./load-client.ts";

/** A page or a form that is measured, and which limits it has. */
export interface Scenario {
  name: string;
  requests: LoadRequest[];
  /** Whether a visitor may do it. */
  isPublic: boolean;
  limits: ("bare" | "template" | "react")[];
}

const POPULAR = 200;
const SAMPLE = 2_000;
const QUERIES = 500;
const LEAST_PAGE = 600;

/** What is measured on this forum: the pages first, then what writes. */
export async function scenarios(origin: string, cookie: string): Promise<Scenario[]> {
  const threads = await prisma.thread.findMany({ select: { id: true, title: true }, orderBy: { id: "asc" } });
  const random = generator(7);
  const some = (count: number) => Array.from({ length: count }, () => threads[Math.floor(random() * threads.length)]);
  const sample = some(SAMPLE).flatMap((thread) => thread ?? []);
  const all = ["bare", "template", "react"] as const;
  return [
    { name: "thread", requests: sample.slice(0, POPULAR).map(threadPage), isPublic: true, limits: [...all] },
    { name: "thread, any", requests: threads.map(threadPage), isPublic: true, limits: [...all] },
    { name: "home", requests: [page("/", "Routers")], isPublic: true, limits: [...all] },
    { name: "category", requests: await categoryPages(), isPublic: true, limits: [...all] },
    { name: "search", requests: sample.slice(0, QUERIES).map(searchPage), isPublic: true, limits: ["bare"] },
    { name: "suggest", requests: sample.slice(0, QUERIES).map(typed), isPublic: true, limits: [] },
    { name: "reply", requests: await replies(sample, origin, cookie), isPublic: false, limits: ["template"] },
    { name: "ask", requests: [await question(origin, cookie)], isPublic: false, limits: ["template"] },
  ];
}

const page = (path: string, holds: string): LoadRequest => ({
  method: "GET",
  path,
  status: 200,
  holds,
  leastBytes: LEAST_PAGE,
});

const threadPage = ({ id, title }: { id: number; title: string }) =>
  page(`/threads/${id}`, title.replaceAll(".", "\\."));

async function categoryPages() {
  const categories = await prisma.category.findMany({ select: { slug: true, name: true } });
  return categories.map(({ slug, name }) => page(`/categories/${slug}`, name));
}

/** Three words of a title: what somebody would type who has that problem. */
const searchPage = ({ title }: { title: string }) => {
  const words = title.replace(".", "").toLowerCase().split(" ").slice(0, 3);
  return page(`/search?q=${words.join("+")}`, "/threads/\\d+");
};

/** A title half written: what looks like it is asked for while one types. */
function typed({ title }: { title: string }): LoadRequest {
  const half = { title: title.slice(0, Math.max(12, title.length * 0.7)), body: "", submissionKey: KEY };
  const body = new URLSearchParams(half).toString();
  return { method: "POST", path: "/threads/new/suggestions", body, status: 200, holds: '"html"', leastBytes: 20 };
}

/** The same person does not post the same text again at once. */
const BODY = `I have tried this twice, with the same result each time.\n\n\`\`\`\nerror E1042: no answer from the gateway, ${KEY}\n\`\`\`\n\nThe light stays orange, and the log says nothing more. What else can I do?`;

async function replies(threads: { id: number }[], origin: string, cookie: string): Promise<LoadRequest[]> {
  const [first] = threads;
  const html = await pageAt(`${origin}/threads/${first?.id}`, cookie);
  const fields = fieldsOf(html, `/threads/${first?.id}/replies`);
  return threads.map(({ id }) =>
    submission(
      `/threads/${id}/replies`,
      { ...fields, body: BODY, submissionKey: KEY },
      `[Ll]ocation: /threads/${id}\\S*#post-\\d+`,
    ),
  );
}

async function question(origin: string, cookie: string): Promise<LoadRequest> {
  const fields = fieldsOf(await pageAt(`${origin}/threads/new`, cookie), "/threads/new");
  const category = await prisma.category.findFirstOrThrow({ orderBy: { id: "asc" } });
  const typed = { title: `Orange light ${KEY}`, body: BODY, categoryId: String(category.id), submissionKey: KEY };
  // Whoever asks has seen the similar threads already: that page is measured by the search.
  return submission(
    "/threads/new",
    { ...fields, ...typed, intent: "post", seen: "1" },
    "[Ll]ocation: /threads/\\d+\\r",
  );
}

function submission(path: string, fields: Record<string, string>, holds: string): LoadRequest {
  return { method: "POST", path, body: new URLSearchParams(fields).toString(), status: 303, holds, leastBytes: 100 };
}
