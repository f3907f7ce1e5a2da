import type { Answer, Person, QAPage } from "schema-dts";
import type { Site } from "../../components/structured-data.ts";
import { textOfHtml } from "../../platform/markdown/html-text.ts";
import type { ShownReply, ThreadPage } from "./load.server.ts";

const TEXT_MAX = 5_000;
/** All texts together: beyond it the other answers stand on the page alone, which must stay light. */
const TEXTS_MAX = 30_000;

/**
 * The thread as Google's rules for Q&A pages want it: a question with answers, accepted ones and others, as they are on
 * the page. Nothing when nobody has answered: such a page is none.
 */
export function questionPage(page: ThreadPage, site: Site): QAPage[] {
  const answers = [...page.answers.map((answer) => companyAnswer(answer, site)), ...communityAnswers(page, site)];
  if (answers.length === 0) return [];
  const { thread, question } = page;
  const mainEntity = {
    "@type": "Question" as const,
    name: thread.title,
    text: textOfHtml(question.html, TEXT_MAX) || thread.title,
    answerCount: thread.replies + page.answers.length,
    upvoteCount: thread.affected,
    datePublished: question.at.toISOString(),
    ...(question.editedAt ? { dateModified: question.editedAt.toISOString() } : {}),
    ...(thread.lang ? { inLanguage: thread.lang } : {}),
    url: new URL(`/threads/${thread.id}`, site.origin).href,
    author: personOf(question.author, site),
    ...accepted(answers.filter(({ isAccepted }) => isAccepted)),
    ...suggested(answers.filter(({ isAccepted }) => !isAccepted)),
  };
  return [{ "@type": "QAPage", mainEntity }];
}

interface Said {
  isAccepted: boolean;
  answer: Answer;
}

const accepted = (said: Said[]) => (said.length > 0 ? { acceptedAnswer: said.map(({ answer }) => answer) } : {});
const suggested = (said: Said[]) => (said.length > 0 ? { suggestedAnswer: said.map(({ answer }) => answer) } : {});

/** What the company has published is its own word, whoever wrote it. */
function companyAnswer(answer: ThreadPage["answers"][number], { name, origin }: Site): Said {
  return {
    isAccepted: true,
    answer: {
      "@type": "Answer",
      text: textOfHtml(answer.html, TEXT_MAX) || answer.title,
      upvoteCount: answer.workedCount,
      datePublished: answer.publishedAt.toISOString(),
      dateModified: answer.checkedAt.toISOString(),
      url: new URL(`/answers/${encodeURIComponent(answer.slug)}`, origin).href,
      author: { "@type": "Organization", name, url: origin },
    },
  };
}

function communityAnswers(page: ThreadPage, site: Site): Said[] {
  let left = TEXTS_MAX;
  const said: Said[] = [];
  for (const reply of page.replies) {
    const text = textOfHtml(reply.html, TEXT_MAX);
    left -= text.length;
    if (left < 0) break;
    // A picture alone says nothing to a machine.
    if (text !== "") said.push({ isAccepted: reply.isSolution, answer: answerOf(reply, text, page, site) });
  }
  return said;
}

function answerOf({ id, score, at, editedAt, author }: ShownReply, text: string, page: ThreadPage, site: Site): Answer {
  return {
    "@type": "Answer",
    text,
    upvoteCount: Math.max(0, score),
    datePublished: at.toISOString(),
    ...(editedAt ? { dateModified: editedAt.toISOString() } : {}),
    url: new URL(`/threads/${page.thread.id}#post-${id}`, site.origin).href,
    author: personOf(author, site),
  };
}

function personOf({ name, href }: { name: string; href?: string }, { origin }: Site): Person {
  return { "@type": "Person", name, ...(href ? { url: new URL(href, origin).href } : {}) };
}
