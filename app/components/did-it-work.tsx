import type { ReactNode } from "react";
import type { Tally } from "../domain/threads/visitors-word.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  /** Where the verdict is sent: `verdict=worked` or `verdict=failed`. */
  action: string;
  /** What this reader said before. */
  yours?: "worked" | "failed" | null;
  /** How it went for those who said so. */
  tally?: Tally;
  /** Goes along with the verdict. */
  fields?: Record<string, string | number>;
}

/** Asks the one thing that keeps an answer true, and says how it went for others. */
export function DidItWork({ action, yours, tally, fields = {} }: Props) {
  return (
    <form method="post" action={action} className="did-it-work">
      <Hidden fields={fields} />
      <YesOrNo name="verdict" values={VERDICTS} yours={yours} />
      {tally ? <HowItWent tally={tally} /> : null}
    </form>
  );
}

interface VisitorsProps extends Props {
  /** What the field is called, and its values, where it is not a verdict. */
  name?: string;
  values?: typeof VERDICTS | typeof OUTCOMES;
  /** Where it is read, to come back to signed in. */
  back: string;
  /** What it was said of is asked about no more: it can only be taken back. */
  isOver?: boolean;
  /** What it was said of is elsewhere: the way there. */
  children?: ReactNode;
}

const VERDICTS = { worked: "worked", failed: "failed" } as const;
/** The values of what is said of a post. */
export const OUTCOMES = { worked: "worked", failed: "didnt" } as const;

/** The same without an account: counted apart, to be changed and taken back in this browser. A member's no does more. */
export function DidItWorkForVisitor(props: VisitorsProps) {
  const { action, yours, tally, fields = {}, name = "verdict", values = VERDICTS, back, isOver, children } = props;
  const t = useT();
  return (
    <form method="post" action={action} className="did-it-work">
      <Hidden fields={fields} />
      {isOver ? null : <YesOrNo name={name} values={values} yours={yours} />}
      {yours ? (
        <Button size="small" variant="plain" icon="undo-2" name={name} value="withdrawn">
          {t("verdict.take_back")}
        </Button>
      ) : null}
      {tally ? <HowItWent tally={tally} /> : null}
      {yours ? <Thanks yours={yours} /> : null}
      <p className="did-it-work-note">
        <T
          k={yours ? "verdict.visitor.said" : "verdict.visitor"}
          values={{ link: linkTo(`/login?redirectTo=${encodeURIComponent(back)}`) }}
        />
        {children}
      </p>
    </form>
  );
}

function Hidden({ fields }: Required<Pick<Props, "fields">>) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}

function YesOrNo({ name, values, yours }: Required<Pick<VisitorsProps, "name" | "values">> & Pick<Props, "yours">) {
  const t = useT();
  return (
    <>
      <span className="did-it-work-question">{t("verdict.question")}</span>
      <span className="did-it-work-buttons">
        <Button size="small" icon="thumbs-up" name={name} value={values.worked} aria-pressed={yours === "worked"}>
          {t("verdict.worked")}
        </Button>
        <Button size="small" icon="thumbs-down" name={name} value={values.failed} aria-pressed={yours === "failed"}>
          {t("verdict.failed")}
        </Button>
      </span>
    </>
  );
}

function HowItWent({ tally }: { tally: Tally }) {
  const facts = tallyFacts(useT(), tally);
  return facts.map((fact) => (
    <span key={fact} className="did-it-work-tally">
      {fact}
    </span>
  ));
}

/** As members say, and apart from them as visitors do; of who has said nothing, nothing. */
export function tallyFacts(t: ReturnType<typeof useT>, { worked, didnt, visitorsWorked, visitorsDidnt }: Tally) {
  const [members, visitors] = [worked + didnt, visitorsWorked + visitorsDidnt];
  return [
    ...(members > 0 ? [t("verdict.tally", { worked, total: members })] : []),
    ...(visitors > 0 ? [t("verdict.visitors", { worked: visitorsWorked, total: visitors })] : []),
  ];
}

/** Whom it failed is told how to go on. */
function Thanks({ yours }: Required<Pick<Props, "yours">>) {
  const t = useT();
  return (
    <p className="verdict-said" role="status">
      <Icon name="check" />
      <span>
        {yours === "worked" ? (
          t("verdict.visitor.worked")
        ) : (
          <T k="verdict.visitor.failed" values={{ link: linkTo("/threads/new") }} />
        )}
      </span>
    </p>
  );
}

const linkTo = (href: string) => (words: ReactNode) => (
  <a key={href} href={href}>
    {words}
  </a>
);
