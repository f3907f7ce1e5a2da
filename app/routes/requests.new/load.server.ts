import { similarToQuestion, type ToReadFirst } from "../../../search/search.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { requireAnswerPath } from "../../domain/answers/answer-path.server.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import type { DirectInput } from "../../domain/tickets/input.ts";
import type { FormAnswer } from "../../platform/http.server.ts";
import { principalOf, principalsOf } from "../threads.new/load.server.ts";

/** The form of a request that has no thread. */
export async function loadDirectPage(viewer: Viewer, { searchParams }: URL) {
  const categories = await listCategories(viewer);
  return {
    categories: categories.map(({ id, name }) => ({ value: String(id), label: name })),
    acting: principalOf(viewer, searchParams.get("for")),
    principals: principalsOf(viewer),
    submissionKey: crypto.randomUUID(),
  };
}

/** One of them, and where it is read. */
export interface Similar extends ToReadFirst {
  path: string;
}

/** What others have asked already, before it is sent: in this one answer alone, and noted nowhere. */
export interface LookFirst {
  similar: Similar[];
  typed: FormAnswer["typed"];
}

/** Public threads and answers that look like what was typed; what is private has been taken out of it. */
export async function publicLike(viewer: Viewer, { body }: DirectInput): Promise<Similar[]> {
  const found = await similarToQuestion(viewer, { title: "", text: body });
  return Promise.all(found.map(async (one) => ({ ...one, path: await pathOf(viewer, one) })));
}

const pathOf = (viewer: Viewer, { kind, id }: ToReadFirst) =>
  kind === "answer" ? requireAnswerPath(viewer, id) : `/threads/${id}`;
