import { canBeDone, type DutyView } from "../domain/tickets/duty.ts";
import { MESSAGE_MAX, REASON_MAX, turnOf } from "../domain/tickets/ticket.ts";
import { useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { DutyList } from "./duty-list.tsx";
import { MarkdownEditor } from "./markdown-editor.tsx";
import { PostForm } from "./post-form.tsx";
import { PrivateFinder } from "./private-finder.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { TextArea } from "./text-area.tsx";

/** What we have asked its requester to do by a date, with the one thing that each needs of them now. */
export function RequestDuties(props: RequestLaneProps) {
  const t = useT();
  const { duties, may, state, seenBy } = props.request;
  const isTheirs = seenBy === "requester" && may.write && turnOf(state) !== "nobody";
  return (
    <section className="stack stack-s" id="duties">
      <h2 className="request-part">{t("duty.yours")}</h2>
      <DutyList
        duties={duties}
        now={props.now}
        actions={isTheirs ? (duty) => <Deeds lane={props} duty={duty} /> : undefined}
      />
    </section>
  );
}

interface OfDuty {
  lane: RequestLaneProps;
  duty: DutyView;
}

/** Once it is believed to be solved, what is left of it is asked for anew or not at all. */
function Deeds({ lane, duty }: OfDuty) {
  const mayReport = canBeDone(duty) && lane.request.state !== "resolved";
  return (
    <>
      {duty.standing === "expired" ? <Wish lane={lane} duty={duty} /> : null}
      {mayReport ? <Report lane={lane} duty={duty} /> : null}
    </>
  );
}

function answerFor(noun: string, { refused }: RequestLaneProps, { id }: DutyView) {
  return refused?.noun === noun && refused.answer.typed.dutyId === String(id) ? refused.answer : null;
}

function Report({ lane, duty }: OfDuty) {
  const t = useT();
  const { request, back, submissionKey } = lane;
  const answer = answerFor("duty-reports", lane, duty);
  const look = duty.standing === "open" ? "button-primary" : "button-quiet";
  return (
    <details className="folded" open={answer !== null}>
      <summary className={`button ${look} button-small`}>
        {t("duty.report")}
        <span className="unseen">: {duty.text}</span>
      </summary>
      <PostForm takesFiles audience="staff" answer={answer} action={`/requests/${request.number}/duty-reports`}>
        <input type="hidden" name="back" value={back} />
        <input type="hidden" name="dutyId" value={duty.id} />
        <input type="hidden" name="submissionKey" value={`duty-${duty.id}-${submissionKey}`} />
        <MarkdownEditor
          name="body"
          id={answer ? undefined : `duty-${duty.id}-body`}
          label={t("duty.report.body")}
          hint={t(duty.kind === "photo" ? "duty.report.hint.photo" : "duty.report.hint")}
          maxLength={MESSAGE_MAX}
          rows={3}
          optional
          takesFiles
        />
        <PrivateFinder fields={["body"]} audience="staff" />
        <div className="form-actions">
          <Button variant="primary" icon="check">
            {t("duty.report.do")}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}

function Wish({ lane, duty }: OfDuty) {
  const t = useT();
  const answer = answerFor("duty-wishes", lane, duty);
  return (
    <details className="folded" open={answer !== null}>
      <summary className="button button-primary button-small">
        {t("duty.wish")}
        <span className="unseen">: {duty.text}</span>
      </summary>
      <PostForm audience="staff" answer={answer} action={`/requests/${lane.request.number}/duty-wishes`}>
        <input type="hidden" name="back" value={lane.back} />
        <input type="hidden" name="dutyId" value={duty.id} />
        <TextArea
          name="words"
          id={answer ? undefined : `duty-${duty.id}-words`}
          label={t("duty.wish.words")}
          hint={t("duty.wish.hint")}
          maxLength={REASON_MAX}
          rows={2}
          optional
        />
        <PrivateFinder fields={["words"]} audience="staff" />
        <div className="form-actions">
          <Button variant="primary">{t("duty.wish.do")}</Button>
        </div>
      </PostForm>
    </details>
  );
}
