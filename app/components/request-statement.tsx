import type { RequestView } from "../domain/tickets/lane.ts";
import { STATEMENT_MAX } from "../domain/tickets/ticket.ts";
import { useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { PostForm } from "./post-form.tsx";
import { drawPrivate } from "./private-chip.ts";
import { PrivateFinder } from "./private-finder.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { StatementCard } from "./statement-card.tsx";
import { TextArea } from "./text-area.tsx";

/** What we understood: to be read back, or as it was confirmed; that it was not is always said. */
export function RequestStatement(props: RequestLaneProps) {
  const t = useT();
  const { statement, state, may, desiredOutcome, privateValues } = props.request;
  const isReading = state === "read_back";
  const mayConfirm = may.confirm && statement.confirmedAt === null && state !== "closed";
  const card = (
    <StatementCard
      title={t(isReading && mayConfirm ? "request.read_back" : "request.statement")}
      html={drawPrivate(statement.html, privateValues, t)}
      confirmed={confirmationOf(statement)}
    >
      {desiredOutcome ? <Wish text={desiredOutcome} /> : null}
      {mayConfirm ? <ReadBack {...props} /> : null}
    </StatementCard>
  );
  return isReading || mayConfirm ? card : <Folded title={t("request.statement")}>{card}</Folded>;
}

/** Leave out while it is being read back; null says that nobody confirmed it. */
function confirmationOf({ standing, ...confirmed }: RequestView["statement"]) {
  if (standing === "awaiting") return undefined;
  const { confirmedAt: at, confirmedName, confirmedByName: acting } = confirmed;
  return at ? { by: confirmedName ?? "", acting, at } : null;
}

/** Once settled it is there to look up, not in the way of the talk. */
function Folded({ title, children }: { title: string; children: JSX.Element }) {
  return (
    <details className="folded">
      <summary>{title}</summary>
      {children}
    </details>
  );
}

function Wish({ text }: { text: string }) {
  const t = useT();
  return (
    <div className="wish">
      <h3>{t("request.wish")}</h3>
      <p dir="auto">{text}</p>
    </div>
  );
}

function ReadBack(props: RequestLaneProps) {
  const t = useT();
  const { request, back, refused } = props;
  const answer = refused?.noun === "confirmation" ? refused.answer : null;
  return (
    <div className="read-back">
      <PostForm answer={answer} action={`/requests/${request.number}/confirmation`} className="form-actions">
        <input type="hidden" name="hash" value={request.statement.hash} />
        <input type="hidden" name="back" value={back} />
        <Button variant="primary" icon="check">
          {t("request.confirm")}
        </Button>
      </PostForm>
      {request.state === "read_back" ? <Correction {...props} /> : null}
    </div>
  );
}

function Correction({ request, back, refused }: RequestLaneProps) {
  const t = useT();
  const answer = refused?.noun === "correction" ? refused.answer : null;
  return (
    <details className="correction" open={answer !== null}>
      <summary className="button button-quiet button-medium">
        <Icon name="pencil" /> {t("request.correct")}
      </summary>
      <PostForm audience="staff" answer={answer} action={`/requests/${request.number}/correction`}>
        <input type="hidden" name="hash" value={request.statement.hash} />
        <input type="hidden" name="back" value={back} />
        <TextArea
          name="body"
          id={answer ? undefined : "correction-body"}
          label={t("request.correct.body")}
          hint={t("request.correct.hint")}
          defaultValue={request.statement.text}
          maxLength={STATEMENT_MAX}
          rows={10}
        />
        <TextArea
          name="desiredOutcome"
          id={answer ? undefined : "correction-wish"}
          label={t("request.wish")}
          defaultValue={request.desiredOutcome}
          maxLength={4000}
          rows={2}
          optional
        />
        <PrivateFinder fields={["body", "desiredOutcome"]} audience="staff" />
        <div className="form-actions">
          <Button variant="primary">{t("request.correct.send")}</Button>
        </div>
      </PostForm>
    </details>
  );
}
