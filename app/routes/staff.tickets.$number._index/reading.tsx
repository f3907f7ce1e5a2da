import { useLoaderData } from "@remix-run/react";
import { Badge } from "../../components/badge.tsx";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Checkbox } from "../../components/choices.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { drawPrivate } from "../../components/private-chip.ts";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { PrivateText } from "../../components/private-text.tsx";
import { Prose } from "../../components/prose.tsx";
import { ReadAgain } from "../../components/read-again.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { Time } from "../../components/time.tsx";
import { attachmentPath } from "../../domain/attachments/attachment.ts";
import { DUTY_KINDS } from "../../domain/tickets/duty.ts";
import type { ReadingView } from "../../domain/tickets/reading.ts";
import { REASON_MAX } from "../../domain/tickets/ticket.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

/** In the forms of what the requester reads: the author may ask for a second pair of eyes. */
export function ReadFirst({ kind }: { kind: string }) {
  const t = useT();
  return (
    <Checkbox
      name="readFirst"
      id={`${kind}-read-first`}
      label={t("reading.ask_for")}
      hint={t("reading.ask_for.hint")}
    />
  );
}

/** The response that waits for a second person: nothing of it has been sent. */
export function Reading() {
  const t = useT();
  const { reading, may, ticket } = useLoaderData<TicketPage>();
  if (!reading) return null;
  return (
    <section className="held stack stack-s" id="reading" aria-labelledby="reading-title">
      <h2 id="reading-title">{t("reading.title")}</h2>
      <Facts reading={reading} />
      <Prose html={drawPrivate(reading.html, ticket.privateValues, t)} size="small" />
      <Terms reading={reading} />
      {reading.isOvertaken ? <Banner tone="warning" title={t("reading.overtaken")} /> : null}
      {may.work ? <Deeds reading={reading} /> : null}
    </section>
  );
}

function Facts({ reading: { because, authorName, at } }: { reading: ReadingView }) {
  const t = useT();
  const { now } = useLoaderData<TicketPage>();
  return (
    <MetaLine>
      {because.map((reason) => (
        <Badge key={reason} tone="warning">
          {t(`reading.because.${reason}`)}
        </Badge>
      ))}
      <bdi>{authorName}</bdi>
      <Time at={at} now={now} />
    </MetaLine>
  );
}

/** What goes out with the words, so that nothing is let go unread. */
function Terms({ reading: { kind, terms, files } }: { reading: ReadingView }) {
  const t = useT();
  const { waitingFor, waitingUntil, outcomeVerdict, outcomeReason, outcome, promises = [] } = terms;
  const duty = DUTY_KINDS.find((one) => one === terms.duty);
  const isVerdict = outcomeVerdict === "granted" || outcomeVerdict === "partly" || outcomeVerdict === "refused";
  return (
    <>
      {waitingFor && waitingUntil ? (
        <p className="small">
          <T
            k="reading.asks"
            values={{
              what: (
                <bdi key="what">
                  <PrivateText text={waitingFor} />
                </bdi>
              ),
              at: <Time key="at" at={waitingUntil} format="day" />,
            }}
          />
        </p>
      ) : null}
      {duty ? <p className="small">{t("duty.reading", { kind: t(`duty.kind.${duty}`) })}</p> : null}
      {promises.map(([body, dueAt]) => (
        <p key={body} className="small">
          <T
            k="reading.promises"
            values={{
              what: (
                <bdi key="what">
                  <PrivateText text={body} />
                </bdi>
              ),
              at: <Time key="at" at={dueAt} format="dateTime" />,
            }}
          />
        </p>
      ))}
      {outcome ? (
        <p className="small">{t("reading.supervises", { outcome: t(`supervision.outcome.${outcome}`) })}</p>
      ) : null}
      {kind === "resolve" ? <p className="small">{t("reading.resolves")}</p> : null}
      {isVerdict ? (
        <p className="small" dir="auto">
          {t("resolve.wish")}: {t(`resolve.wish.${outcomeVerdict}`)}
          <PrivateText text={outcomeReason ? `. ${outcomeReason}` : ""} />
        </p>
      ) : null}
      {files.map((file) => (
        <p key={file.id} className="small">
          <a href={attachmentPath(file)}>
            <bdi>{file.name}</bdi>
          </a>
        </p>
      ))}
    </>
  );
}

function Deeds({ reading }: { reading: ReadingView }) {
  const t = useT();
  const { now } = useLoaderData<TicketPage>();
  const { standing } = reading;
  return (
    <>
      {standing === "alone" ? <ReadAgain title={t("reading.alone")} from={reading.mayPassOwnFrom} now={now} /> : null}
      {standing === "onlooker" ? <p className="small soft">{t("reading.others")}</p> : null}
      {standing === "own" ? <p className="small soft">{t("reading.own")}</p> : null}
      {standing === "reader" || standing === "alone" ? <Pass reading={reading} /> : null}
      {standing === "reader" ? <Return reading={reading} /> : null}
      {standing === "own" || standing === "alone" ? <TakeBack reading={reading} /> : null}
    </>
  );
}

function useFields(reading: ReadingView) {
  const { ticket } = useLoaderData<TicketPage>();
  return {
    action: `/staff/tickets/${ticket.number}/readings#reading`,
    hidden: (
      <>
        <input type="hidden" name="readingId" value={reading.id} />
        <input type="hidden" name="hash" value={reading.hash} />
        <input type="hidden" name="seenVersion" value={ticket.version} />
      </>
    ),
  };
}

function Pass({ reading }: { reading: ReadingView }) {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const { action, hidden } = useFields(reading);
  const answer = useAnswer("readings", (typed) => typed.is === "passed");
  return (
    <PostForm answer={answer} action={action}>
      {hidden}
      {reading.standing === "alone" ? <Checkbox name="hasReread" label={t("review.reread")} /> : null}
      <div className="form-actions">
        <Button variant="primary" icon="badge-check" name="is" value="passed">
          {t("reading.pass", { name: ticket.requester.name })}
        </Button>
      </div>
    </PostForm>
  );
}

function Return({ reading }: { reading: ReadingView }) {
  const t = useT();
  const { action, hidden } = useFields(reading);
  const answer = useAnswer("readings", (typed) => typed.is === "returned");
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("reading.return")}</summary>
      <PostForm audience="desk" answer={answer} action={action}>
        {hidden}
        <TextArea
          name="reason"
          id={answer ? undefined : "reading-reason"}
          label={t("reading.return.why")}
          hint={t("reading.return.hint", { name: reading.authorName })}
          maxLength={REASON_MAX}
          rows={3}
        />
        <PrivateFinder fields={["reason"]} audience="desk" />
        <div className="form-actions">
          <Button icon="undo-2" name="is" value="returned">
            {t("reading.return.do")}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}

function TakeBack({ reading }: { reading: ReadingView }) {
  const t = useT();
  const { action, hidden } = useFields(reading);
  return (
    <form method="post" action={action}>
      {hidden}
      <Button variant="plain" icon="undo-2" name="is" value="withdrawn">
        {t("reading.take_back")}
      </Button>
    </form>
  );
}
