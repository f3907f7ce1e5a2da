import { isClosed } from "../domain/tickets/ticket.ts";
import { useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { GoodwillSteps } from "./goodwill-steps.tsx";
import { GoodwillThing } from "./goodwill-thing.tsx";
import { PostForm } from "./post-form.tsx";
import { PrivateFinder } from "./private-finder.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { TextArea } from "./text-area.tsx";

/** What its requester has asked for or is offered: yes or no in one press, or something else. */
export function RequestGoodwill(props: RequestLaneProps) {
  const t = useT();
  const { request, now } = props;
  const { goodwill, may, seenBy, state } = request;
  const { steps, next } = goodwill;
  const isTheirs = seenBy === "requester";
  const mayAsk = isTheirs && !isClosed(state) && may.write && next.includes("asked");
  const mayAnswer = isTheirs && (state === "closed" || !isClosed(state)) && may.confirm && next.includes("accepted");
  if (steps.length === 0 && !mayAsk) return null;
  return (
    <section className="stack stack-s" id="goodwill">
      {steps.length > 0 ? <h2 className="request-part">{t("goodwill.title")}</h2> : null}
      {steps.length > 0 ? <GoodwillSteps goodwill={goodwill} now={now} /> : null}
      {mayAnswer ? <Answer {...props} /> : null}
      {mayAsk ? <Ask {...props} /> : null}
    </section>
  );
}

function Answer({ request: { number, goodwill }, back }: RequestLaneProps) {
  const t = useT();
  return (
    <form method="post" action={`/requests/${number}/goodwill-answer`} className="row">
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="seenStep" value={goodwill.seenStep} />
      <Button variant="primary" icon="check" name="is" value="accepted">
        {t("goodwill.accept")}
      </Button>
      <Button variant="plain" name="is" value="declined">
        {t("goodwill.decline")}
      </Button>
    </form>
  );
}

function Ask({ request: { number, goodwill }, back, refused }: RequestLaneProps) {
  const t = useT();
  const answer = refused?.noun === "goodwill" ? refused.answer : null;
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t(goodwill.next.includes("accepted") ? "goodwill.ask.other" : "goodwill.ask")}</summary>
      <PostForm audience="staff" answer={answer} action={`/requests/${number}/goodwill`}>
        <input type="hidden" name="back" value={back} />
        <input type="hidden" name="seenStep" value={goodwill.seenStep} />
        <GoodwillThing goodwill={goodwill} id={answer ? undefined : "goodwill-ask"} />
        <TextArea
          name="words"
          id={answer ? undefined : "goodwill-ask-words"}
          label={t("goodwill.ask.words")}
          hint={t("goodwill.ask.hint")}
          maxLength={2000}
          rows={3}
        />
        <PrivateFinder fields={["words"]} audience="staff" />
        <div className="form-actions">
          <Button>{t("goodwill.ask.do")}</Button>
        </div>
      </PostForm>
    </details>
  );
}
