import type { TechArticle } from "schema-dts";
import type { Site } from "../../components/structured-data.ts";
import type { PublishedAnswer } from "../../domain/answers/answers.server.ts";

type Answer = Pick<
  PublishedAnswer,
  "slug" | "title" | "version" | "publishedAt" | "checkedAt" | "authorName" | "authorHandle"
> & { description: string };

/** The company's answer as what it is: an article of the company's, by one of its people; nobody else can answer here. */
export function answerArticle(answer: Answer, lang: string | undefined, { name, origin }: Site): TechArticle {
  const url = new URL(`/answers/${encodeURIComponent(answer.slug)}`, origin).href;
  return {
    "@type": "TechArticle",
    headline: answer.title,
    description: answer.description,
    url,
    mainEntityOfPage: url,
    version: answer.version,
    datePublished: answer.publishedAt.toISOString(),
    dateModified: answer.checkedAt.toISOString(),
    image: new URL(`/answers/${encodeURIComponent(answer.slug)}/preview.png`, origin).href,
    author: {
      "@type": "Person",
      name: answer.authorName,
      url: new URL(`/people/${encodeURIComponent(answer.authorHandle)}`, origin).href,
    },
    publisher: { "@type": "Organization", name, url: origin },
    ...(lang ? { inLanguage: lang } : {}),
  };
}
