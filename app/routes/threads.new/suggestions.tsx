import type { ReactNode } from "react";
import type { ToReadFirst } from "../../../search/search.server.ts";
import { Button, ButtonLink } from "../../components/button.tsx";
import { SimilarRow } from "../../components/similar-row.tsx";
import { useT } from "../../i18n/use-t.tsx";

interface Props {
  similar: readonly ToReadFirst[];
  isVisitor: boolean;
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
          <SimilarRow key={one.number} one={one}>
            <Deeds one={one} {...rest} />
          </SimilarRow>
        ))}
      </ul>
      {children}
    </section>
  );
}

type OneProps = Omit<Props, "similar" | "children"> & { one: ToReadFirst };

/**
 * The buttons belong to the form of the question, wherever they stand: nothing typed is lost by pressing one. No icons:
 * the list is also fetched on its own, and a page carries the drawings of those alone that it was made with.
 */
function Deeds({ one, isVisitor }: OneProps) {
  const t = useT();
  const { kind, id, number, isOwn } = one;
  return (
    <div className="row">
      <Pick deed="opened" number={number} isAside>
        {t("ask.similar.read")}
      </Pick>
      {kind === "thread" && isVisitor ? (
        <ButtonLink size="small" href={`/login?redirectTo=${encodeURIComponent(`/threads/${id}`)}`}>
          {t("ask.similar.join_signed_in")}
        </ButtonLink>
      ) : null}
      {isOwn ? <span className="small soft">{t("ask.similar.own")}</span> : null}
      {kind === "thread" && !isVisitor && !isOwn ? (
        <Pick deed="joined" number={number}>
          {t("ask.similar.mine")}
        </Pick>
      ) : null}
      <Pick deed="helped" number={number} isPlain>
        {t("ask.similar.helped")}
      </Pick>
    </div>
  );
}

interface PickProps {
  deed: "opened" | "joined" | "helped";
  number: number;
  /** In a tab of its own: what is being written stays. */
  isAside?: boolean;
  isPlain?: boolean;
  children: string;
}

function Pick({ deed, number, isAside, isPlain, children }: PickProps) {
  return (
    <Button
      size="small"
      variant={isPlain ? "plain" : "quiet"}
      form="ask"
      formAction="/threads/new/outcome"
      formNoValidate
      formTarget={isAside ? "_blank" : undefined}
      name="pick"
      value={`${deed}.${number}`}
    >
      {children}
    </Button>
  );
}
