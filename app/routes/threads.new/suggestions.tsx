import type { ReactNode } from "react";
import type { ToReadFirst } from "../../../search/search.server.ts";
import { Badge } from "../../components/badge.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { useT } from "../../i18n/use-t.tsx";

interface Props {
  similar: readonly ToReadFirst[];
  isVisitor: boolean;
  /** The form's own: what is done with a suggestion is noted for it. */
  submissionKey: string;
  /** Below the list. */
  children?: ReactNode;
}

/** Threads and answers that look alike, with how they were solved: joining one is better than asking it again. */
export function Suggestions({ similar, children, ...rest }: Props) {
  const t = useT();
  return (
    <section className="suggestions" aria-labelledby="suggestions">
      <h2 id="suggestions">{t("ask.similar")}</h2>
      <p>{t("ask.similar.text")}</p>
      <ul>
        {similar.map((one) => (
          <Suggestion key={one.number} one={one} {...rest} />
        ))}
      </ul>
      {children}
    </section>
  );
}

type OneProps = Omit<Props, "similar" | "children"> & { one: ToReadFirst };

function Suggestion(props: OneProps) {
  const t = useT();
  const { kind, title, excerpt, isSolved, isExcerptSolution } = props.one;
  const standing = kind === "answer" ? "answer" : isSolved ? "solved" : "open";
  return (
    <li className="suggestion">
      <div className="suggestion-head">
        <h3 dir="auto">{title}</h3>
        <Badge tone={standing === "open" ? "neutral" : "success"}>{t(`ask.similar.${standing}`)}</Badge>
      </div>
      {excerpt ? (
        <p dir="auto">
          {isExcerptSolution ? (
            <strong>{t(kind === "answer" ? "ask.similar.says" : "ask.similar.solution")} </strong>
          ) : null}
          {excerpt}
        </p>
      ) : null}
      <Deeds {...props} />
    </li>
  );
}

/** No icons here: the list is also fetched on its own, and a page carries the drawings of those alone that it was made with. */
function Deeds({ one, isVisitor, submissionKey }: OneProps) {
  const t = useT();
  const { kind, id, number } = one;
  return (
    <div className="row">
      <form method="post" action="/threads/new/outcome" target="_blank" rel="noopener">
        <Keys submissionKey={submissionKey} number={number} />
        <Button size="small" name="outcome" value="opened">
          {t("ask.similar.read")}
        </Button>
      </form>
      {kind === "thread" && isVisitor ? (
        <ButtonLink size="small" href={`/login?redirectTo=${encodeURIComponent(`/threads/${id}`)}`}>
          {t("ask.similar.join_signed_in")}
        </ButtonLink>
      ) : null}
      <form method="post" action="/threads/new/outcome" className="row" data-settles={number}>
        <Keys submissionKey={submissionKey} number={number} />
        {kind === "thread" && !isVisitor ? (
          <Button size="small" name="outcome" value="joined">
            {t("ask.similar.mine")}
          </Button>
        ) : null}
        <Button size="small" variant="plain" name="outcome" value="helped">
          {t("ask.similar.helped")}
        </Button>
      </form>
    </div>
  );
}

function Keys({ submissionKey, number }: { submissionKey: string; number: number }) {
  return (
    <>
      <input type="hidden" name="submissionKey" value={submissionKey} />
      <input type="hidden" name="suggestion" value={number} />
    </>
  );
}
