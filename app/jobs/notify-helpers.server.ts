import type { Task } from "graphile-worker";
import { similarHits } from "../../search/similar.server.ts";
import { routeQuestion, unansweredQuestions } from "../domain/routing/route-question.server.ts";
import { log } from "../platform/log.server.ts";

const NEAR = 15;

/** Calls a few likely helpers to questions nobody has answered; one that fails does not keep the others waiting. */
export const routeQuestions: Task = async () => {
  const now = new Date();
  for (const { id, title, markdown } of await unansweredQuestions(now)) {
    try {
      const near = await similarHits({ title, text: markdown, excludeThreadId: id }, { categories: null }, NEAR);
      const ids = near.map((hit) => hit.id);
      await routeQuestion(id, ids, now);
    } catch (error) {
      log.error({ threadId: id, error }, "a question could not be routed; the others go on");
    }
  }
};
