import { FACT_MAX, type FactView, STATED_FACTS } from "../domain/tickets/facts.ts";
import { isClosed } from "../domain/tickets/ticket.ts";
import { useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { PostForm } from "./post-form.tsx";
import { PrivateFinder } from "./private-finder.tsx";
import { PrivateText } from "./private-text.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { Select } from "./select.tsx";
import { TextInput } from "./text-input.tsx";

/** What we know, for the requester to confirm or put right: what they have confirmed we don't ask for again. */
export function RequestFacts(props: RequestLaneProps) {
  const t = useT();
  const { request } = props;
  const mayState = request.seenBy === "requester" && request.may.write && !isClosed(request.state);
  if (request.facts.length === 0 && !mayState) return null;
  return (
    <section className="stack stack-s">
      {request.facts.length > 0 ? <h2 className="request-part">{t("fact.title")}</h2> : null}
      <ul className="plain-list stack stack-s">
        {request.facts.map((fact) => (
          <li key={fact.id} className="row">
            <span dir="auto">
              <strong>{t(`fact.${fact.fact}`)}</strong>: <PrivateText text={fact.value} />
            </span>
            <Confirmation fact={fact} lane={props} mayState={mayState} />
          </li>
        ))}
      </ul>
      {mayState ? <State {...props} /> : null}
    </section>
  );
}

interface ConfirmationProps {
  fact: FactView;
  lane: RequestLaneProps;
  mayState: boolean;
}

function Confirmation({ fact, lane: { request, back }, mayState }: ConfirmationProps) {
  const t = useT();
  if (fact.confirmedAt)
    return (
      <span className="small soft">
        <Icon name="check" /> {t(request.seenBy === "requester" ? "fact.is_so" : "fact.they_say_so")}
      </span>
    );
  if (!mayState || !request.may.confirm) return <span className="small soft">{t("fact.open")}</span>;
  return (
    <form method="post" action={`/requests/${request.number}/facts`}>
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="id" value={fact.id} />
      <Button size="small" icon="check">
        {t("fact.confirm")}
        <span className="unseen">: {t(`fact.${fact.fact}`)}</span>
      </Button>
    </form>
  );
}

function State({ request, back, refused }: RequestLaneProps) {
  const t = useT();
  const answer = refused?.noun === "facts" ? refused.answer : null;
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("fact.state")}</summary>
      <PostForm audience="staff" answer={answer} action={`/requests/${request.number}/facts`}>
        <input type="hidden" name="back" value={back} />
        <Select
          name="fact"
          id={answer ? undefined : "state-fact"}
          label={t("fact.which")}
          options={STATED_FACTS.map((value) => ({ value, label: t(`fact.${value}`) }))}
        />
        <TextInput
          name="value"
          id={answer ? undefined : "state-fact-value"}
          label={t("fact.value")}
          hint={t("fact.state.hint")}
          maxLength={FACT_MAX}
        />
        <PrivateFinder fields={["value"]} audience="staff" />
        <div className="form-actions">
          <Button>{t("fact.state.do")}</Button>
        </div>
      </PostForm>
    </details>
  );
}
