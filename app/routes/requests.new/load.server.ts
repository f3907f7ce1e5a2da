import { similarToQuestion, type ToReadFirst } from "../../../search/search.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { requireAnswerPath } from "../../domain/answers/answer-path.server.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import type { EarlierCase } from "../../domain/tickets/earlier.ts";
import { latestCases } from "../../domain/tickets/earlier-cases.server.ts";
import type { DirectInput } from "../../domain/tickets/input.ts";
import type { FormAnswer } from "../../platform/http.server.ts";
import { principalOf, principalsOf } from "../threads.new/load.server.ts";

/** The form of a request that has no thread. */
export async function loadDirectPage(viewer: Viewer, { searchParams }: URL) {
  const grant = searchParams.get("for");
  const [categories, latest] = await Promise.all([listCategories(viewer), latestCases(viewer, grant)]);
  return {
    latest,
    now: new Date(),
    categories: categories.map(({ id, name }) => ({ value: String(id), label: name })),
    acting: principalOf(viewer, grant),
    principals: principalsOf(viewer),
    submissionKey: crypto.randomUUID(),
  };
}

/** One of them, and where it is read. */
export interface Similar extends ToReadFirst {
  path: string;
}

/** Their own cases, and what others have asked already, before it is sent: in this one answer alone, and noted nowhere. */
export interface LookFirst {
  earlier: EarlierCase[];
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
