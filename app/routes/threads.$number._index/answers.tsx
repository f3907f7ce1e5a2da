import { useLoaderData } from "@remix-run/react";
import { CompanyAnswer } from "../../components/company-answer.tsx";
import { DidItWork, DidItWorkForVisitor } from "../../components/did-it-work.tsx";
import type { ThreadPage } from "./load.server.ts";

/** What the company has published for this thread. */
export function Answers() {
  const { answers } = useLoaderData<ThreadPage>();
  return answers.map((answer) => <Answer key={answer.id} answer={answer} />);
}

function Answer({ answer }: { answer: ThreadPage["answers"][number] }) {
  const { may, thread } = useLoaderData<ThreadPage>();
  const { slug, version, workedCount, didntCount, viewerOutcome } = answer;
  const yours = viewerOutcome === "didnt" ? "failed" : viewerOutcome;
  return (
    <CompanyAnswer
      person={answer.authorName}
      personHref={`/people/${answer.authorHandle}`}
      version={answer.version}
      checkedAt={answer.checkedAt}
      html={answer.html}
      href={`/answers/${slug}`}
    >
      {may.isVisitor ? (
        <DidItWorkForVisitor back={`/threads/${thread.id}`} worked={workedCount} failed={didntCount} />
      ) : (
        <DidItWork
          action={`/answers/${slug}/outcome`}
          fields={{ version, back: `/threads/${thread.id}` }}
          yours={yours}
          worked={workedCount}
          failed={didntCount}
        />
      )}
    </CompanyAnswer>
  );
}
