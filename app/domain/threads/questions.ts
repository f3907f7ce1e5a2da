import { listedIn } from "./step.ts";
import { BODY_MAX, QUESTIONS_MAX } from "./thread.ts";

/** One of several questions of a thread, as everybody who reads the thread may see it. */
export interface ListedQuestion {
  id: number;
  number: number;
  text: string;
  /** Solutions of this thread that answer it. */
  answeredBy: number[];
  isSplit: boolean;
  /** The thread it became, where the viewer may see it. */
  splitInto: number | null;
  movedPostIds: number[];
}

/** Whether it waits for an answer in this thread. */
export const isOpen = ({ answeredBy, isSplit }: ListedQuestion) => answeredBy.length === 0 && !isSplit;

/** What a text seems to ask one by one: a numbered list of which most are questions. A proposal, nothing more. */
export function questionsIn(markdown: string): string[] {
  const items = listedIn(markdown).slice(0, QUESTIONS_MAX);
  const asked = items.filter((item) => /[?？؟;]\s*$/.test(item));
  return asked.length * 2 > items.length ? items : [];
}

/** The text of a question's post. */
export const markdownOf = ({ body, questions = [] }: { body: string; questions?: readonly string[] }) =>
  withQuestions(body, questions);

/** The text with those questions below it that it does not ask already. */
export function withQuestions(markdown: string, questions: readonly string[]): string {
  const said = markdown.replace(/[*_`]+/g, "").replace(/\s+/g, " ");
  const missing = questions.filter((question) => !said.includes(question));
  const list = missing.map((question) => `${questions.indexOf(question) + 1}. ${question}`).join("\n");
  return list ? `${markdown}\n\n${list}` : markdown;
}

/** What a question says in a thread of its own: itself, and what stood around it. */
export function splitText(question: string, around: string): string {
  const quote = around.trim().replace(/^/gm, "> ");
  return question.length + quote.length + 2 <= BODY_MAX ? `${question}\n\n${quote}` : question;
}
