import { type EarlierCase, isStrong, shownText } from "../domain/tickets/earlier.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { PrivateLane } from "./private-lane.tsx";
import { TicketStatus } from "./status-mark.tsx";
import { Time } from "./time.tsx";

interface Props {
  cases: readonly EarlierCase[];
  /** The id of the contact form whose buttons these are: nothing typed in it is lost by pressing one. */
  form: string;
  now: Date | string;
  /** Written for somebody whose cases these are. */
  isForAnother: boolean;
  /** The form's own button says that it is something else. */
  isSaidBelow?: boolean;
}

/** What is being written seems to belong to one of their own cases: which, why, and on with it in one press. */
export function EarlierCases({ cases, form, now, isForAnother, isSaidBelow }: Props) {
  const t = useT();
  if (cases.length === 0) return null;
  return (
    <section className="earlier" aria-labelledby="earlier">
      <PrivateLane audience={isForAnother ? "delegate" : "requester"}>
        <h2 id="earlier">{t(isForAnother ? "earlier.title.other" : "earlier.title", { count: cases.length })}</h2>
        <p>{t("earlier.text")}</p>
        <input type="hidden" form={form} name="earlier" value={shownText(cases)} />
        <ul>
          {cases.map((one) => (
            <Earlier key={one.number} one={one} form={form} now={now} />
          ))}
        </ul>
        {isSaidBelow ? null : (
          <div className="form-actions">
            <Button form={form} name="else" value="yes">
              {t("earlier.else")}
            </Button>
          </div>
        )}
      </PrivateLane>
    </section>
  );
}

/** Their latest cases, folded: before anything is written there is nothing to compare. */
export function LatestCases({ cases, form, now, isForAnother }: Omit<Props, "isSaidBelow">) {
  const t = useT();
  if (cases.length === 0) return null;
  return (
    <details className="folded earlier">
      <summary>{t("earlier.continue")}</summary>
      <PrivateLane audience={isForAnother ? "delegate" : "requester"}>
        <ul>
          {cases.map((one) => (
            <Earlier key={one.number} one={one} form={form} now={now} />
          ))}
        </ul>
        <p>
          <a href={isForAnother ? "/requests" : "/cases"}>{t("earlier.all")}</a>
        </p>
      </PrivateLane>
    </details>
  );
}

function Earlier({ one, form, now }: Pick<Props, "form" | "now"> & { one: EarlierCase }) {
  const t = useT();
  const { number, subject, state, at } = one;
  return (
    <li className="suggestion">
      <div className="suggestion-head">
        <h3 dir="auto">{subject}</h3>
        <TicketStatus state={state} audience="requester" />
      </div>
      <p className="small">
        <T k="earlier.number" values={{ number, at: <Time key="at" at={at} format="day" now={now} /> }} />
      </p>
      <Why one={one} />
      <div className="row">
        <Button
          size="small"
          variant={isStrong(one) ? "primary" : "quiet"}
          form={form}
          formAction={`/requests/${number}/pickup#write`}
          formNoValidate
        >
          {t("earlier.go_on")}
          <span className="unseen">: {subject}</span>
        </Button>
      </div>
    </li>
  );
}

/** Why we think it is the same: the surest reason alone, or the words that both have. */
function Why({ one: { sameNumber, sameDevice, words, isSameCategory } }: { one: EarlierCase }) {
  const t = useT();
  if (sameNumber) return <p>{t("earlier.why.number", { number: sameNumber })}</p>;
  if (sameDevice) return <p>{t("earlier.why.device", { device: sameDevice })}</p>;
  if (words.length === 0) return null;
  const said = <bdi key="words">{words.join(", ")}</bdi>;
  return (
    <p>
      <T k={isSameCategory ? "earlier.why.words_and_category" : "earlier.why.words"} values={{ words: said }} />
    </p>
  );
}
