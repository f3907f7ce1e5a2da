import { useLoaderData } from "@remix-run/react";
import { CompanyAnswer } from "../../components/company-answer.tsx";
import { DidItWork, DidItWorkForVisitor } from "../../components/did-it-work.tsx";
import { tallyOf } from "../../domain/threads/visitors-word.ts";
import type { ThreadPage } from "./load.server.ts";

/** What the company has published for this thread. */
export function Answers() {
  const { answers } = useLoaderData<ThreadPage>();
  return answers.map((answer) => <Answer key={answer.id} answer={answer} />);
}

function Answer({ answer }: { answer: ThreadPage["answers"][number] }) {
  const { may, thread } = useLoaderData<ThreadPage>();
  const { slug, version, viewerOutcome } = answer;
  const back = `/threads/${thread.id}`;
  const form = { action: `/answers/${slug}/outcome`, fields: { version, back }, tally: tallyOf(answer) };
  return (
    <CompanyAnswer
      person={answer.authorName}
      personHref={`/people/${answer.authorHandle}`}
      version={answer.version}
      checkedAt={answer.checkedAt}
      html={answer.html}
      href={`/answers/${slug}`}
    >
      {may.sayAsVisitor ? (
        <DidItWorkForVisitor {...form} back={back} />
      ) : (
        <DidItWork {...form} yours={viewerOutcome === "didnt" ? "failed" : viewerOutcome} />
      )}
    </CompanyAnswer>
  );
}
