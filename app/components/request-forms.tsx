import { MESSAGE_MAX } from "../domain/tickets/ticket.ts";
import { useT } from "../i18n/use-t.tsx";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { MarkdownEditor } from "./markdown-editor.tsx";
import { OfferedValues } from "./offered-values.tsx";
import { PostForm } from "./post-form.tsx";
import { PrivateFinder } from "./private-finder.tsx";
import { RequestAsks } from "./request-asks.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { RatingFields, SecondChance, WhoGoesOn } from "./request-verdict.tsx";

/** What the requester can say now: one form, the one that fits. */
export function RequestForms(props: RequestLaneProps) {
  const { state, continuableUntil, may } = props.request;
  if (state === "resolved" && !may.confirm) return null;
  if (state === "resolved") {
    return (
      <>
        <CarriedOver {...props} />
        <VerdictForm {...props} />
      </>
    );
  }
  if (state === "closed") {
    const isLate = continuableUntil === null || new Date(continuableUntil) <= new Date(props.now);
    return (
      <>
        <CarriedOver {...props} />
        {props.carried || isLate ? null : <SecondChance {...props} />}
        <ContinuationForm {...props} isLate={isLate} />
      </>
    );
  }
  if (state === "draft" || state === "joined" || state === "spam") return null;
  return (
    <>
      <CarriedOver {...props} />
      <OfferedValues {...props} />
      <Reply {...props} />
      <RequestAsks {...props} />
      {may.confirm && (state === "read_back" || state === "new") ? <SolvedMeanwhile {...props} /> : null}
    </>
  );
}

/** Nothing of it is sent yet. */
function CarriedOver({ carried }: RequestLaneProps) {
  const t = useT();
  return carried ? (
    <Banner icon="undo-2" title={t("earlier.carried")} role="status">
      <p>{t("earlier.carried.text")}</p>
    </Banner>
  ) : null;
}

/** The message box of each form; a message refused at one of them is kept for whichever shows next. */
function Message({ props, noun, label, hint, optional }: MessageProps) {
  const { request, back, submissionKey, refused, carried } = props;
  const typed = refused?.answer.typed.body ?? carried?.body;
  return (
    <>
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="submissionKey" value={`${noun}-${submissionKey}`} />
      <MarkdownEditor
        name="body"
        id={refused || carried ? undefined : `request-${request.number}-${noun}`}
        label={label}
        hint={hint}
        optional={optional}
        defaultValue={refused?.noun === "correction" ? undefined : typed}
        maxLength={MESSAGE_MAX}
        rows={4}
        takesFiles
      />
      <PrivateFinder fields={["body", "words"]} audience="staff" />
    </>
  );
}

interface MessageProps {
  props: RequestLaneProps;
  noun: string;
  label: string;
  hint?: string;
  optional?: boolean;
}

/** Refusals of a message are shown at the form that stands there now, whichever it was sent from. */
function answerOf({ refused }: RequestLaneProps) {
  const isMessage = refused && ["responses", "verdict", "continuation"].includes(refused.noun);
  return isMessage ? refused.answer : null;
}

/** The same, unless words of a rating came with it: these forms have no place for them, and all is kept below. */
function messageOf(props: RequestLaneProps) {
  const answer = answerOf(props);
  return answer?.typed.words ? null : answer;
}

/** Before anybody has answered, the text to correct is the place for whatever is missing. */
function Reply(props: RequestLaneProps) {
  const { state, responses } = props.request;
  return state === "read_back" && responses.length === 0 && !props.carried ? null : <ReplyForm {...props} />;
}

/** Nobody has begun yet, and it has solved itself. */
function SolvedMeanwhile({ request, back }: RequestLaneProps) {
  const t = useT();
  return (
    <form method="post" action={`/requests/${request.number}/verdict`} className="solved-meanwhile">
      <input type="hidden" name="back" value={back} />
      <Button variant="plain" size="small" icon="check" name="is" value="solved">
        {t("request.solved_meanwhile")}
      </Button>
    </form>
  );
}

function ReplyForm(props: RequestLaneProps) {
  const t = useT();
  const { request } = props;
  const label = request.assigneeName ? t("request.reply.to", { name: request.assigneeName }) : t("request.reply");
  return (
    <PostForm
      takesFiles
      audience="staff"
      answer={messageOf(props)}
      kept={props.carried}
      action={`/requests/${request.number}/responses#write`}
    >
      <Message props={props} noun="responses" label={label} />
      <div className="form-actions">
        <Button variant={request.state === "read_back" ? "quiet" : "primary"} icon="send">
          {t("request.reply.send")}
        </Button>
      </div>
    </PostForm>
  );
}

function VerdictForm(props: RequestLaneProps) {
  const t = useT();
  return (
    <PostForm
      takesFiles
      audience="staff"
      answer={answerOf(props)}
      kept={props.carried}
      action={`/requests/${props.request.number}/verdict#write`}
    >
      <h2 className="request-part">{t("request.verdict")}</h2>
      <Message
        props={props}
        noun="verdict"
        label={t("request.verdict.body")}
        hint={t("request.verdict.hint")}
        optional
      />
      {props.request.isForAnother ? null : <RatingFields />}
      {props.request.rights.chance ? <WhoGoesOn chance={props.request.rights.chance} now={props.now} /> : null}
      <div className="form-actions">
        <Button variant="primary" icon="check" name="is" value="solved">
          {t("request.verdict.solved")}
        </Button>
        <Button icon="undo-2" name="is" value="not_solved">
          {t("request.verdict.not_solved")}
        </Button>
      </div>
    </PostForm>
  );
}

/** What was closed too long ago to go on with is followed by another. */
function ContinuationForm({ isLate, ...props }: RequestLaneProps & { isLate: boolean }) {
  const t = useT();
  const answer = messageOf(props);
  return (
    <details className="folded" open={answer !== null || props.carried !== undefined}>
      <summary className="button button-quiet button-medium">
        {t(isLate ? "request.follow" : "request.continue")}
      </summary>
      <PostForm
        takesFiles
        audience="staff"
        answer={answer}
        kept={props.carried}
        action={`/requests/${props.request.number}/continuation#write`}
      >
        <Message
          props={props}
          noun="continuation"
          label={t("request.continue.body")}
          hint={t(isLate ? "request.follow.hint" : "request.continue.hint")}
        />
        <div className="form-actions">
          <Button variant="primary" icon="send">
            {t("request.continue.send")}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}
