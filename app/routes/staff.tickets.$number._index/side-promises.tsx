import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { MomentInput } from "../../components/moment-input.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { PromiseList } from "../../components/promise-list.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { categoryOf } from "../../domain/tickets/ticket.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

/** What we have promised. An open one keeps the ticket from being resolved. */
export function Promises() {
  const t = useT();
  const { ticket, now, may } = useLoaderData<TicketPage>();
  const { promises, state } = ticket;
  const mayPromise = may.work && !["solved", "closed"].includes(categoryOf(state));
  if (promises.length === 0 && !mayPromise) return null;
  return (
    <SideSection title={t("ticket.promises")} count={promises.filter(({ settledAt }) => settledAt === null).length}>
      <PromiseList
        promises={promises}
        now={now}
        actions={may.work ? (promise) => <Settlement promiseId={promise.id} /> : undefined}
      />
      {mayPromise ? <NewPromise /> : null}
    </SideSection>
  );
}

function Settlement({ promiseId }: { promiseId: number }) {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const answer = useAnswer("settlements", (typed) => typed.promiseId === String(promiseId));
  return (
    <PostForm
      audience="requester"
      answer={answer}
      action={`/staff/tickets/${ticket.number}/settlements`}
      className="form side-form"
    >
      <input type="hidden" name="seenVersion" value={ticket.version} />
      <input type="hidden" name="promiseId" value={promiseId} />
      <TextInput
        name="body"
        id={answer ? undefined : `promise-${promiseId}-reason`}
        label={t("ticket.promise.reason")}
        maxLength={500}
        optional
      />
      <PrivateFinder fields={["body"]} audience="requester" />
      <div className="form-actions">
        <Button size="small" icon="check" name="outcome" value="kept">
          {t("ticket.promise.kept")}
        </Button>
        <Button size="small" variant="plain" name="outcome" value="withdrawn">
          {t("ticket.promise.withdraw")}
        </Button>
      </div>
    </PostForm>
  );
}

function NewPromise() {
  const t = useT();
  const { ticket, soon } = useLoaderData<TicketPage>();
  const answer = useAnswer("promises");
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("ticket.promise.new")}</summary>
      <PostForm
        audience="requester"
        answer={answer}
        action={`/staff/tickets/${ticket.number}/promises`}
        className="form side-form"
      >
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <TextInput
          name="body"
          id={answer ? undefined : "new-promise-body"}
          label={t("ticket.promise.what")}
          hint={t("ticket.promise.hint")}
          maxLength={500}
        />
        <MomentInput
          name="dueAt"
          id={answer ? undefined : "new-promise-due"}
          label={t("ticket.promise.due")}
          at={soon}
        />
        <PrivateFinder fields={["body"]} audience="requester" />
        <div className="form-actions">
          <Button size="small">{t("ticket.promise.do")}</Button>
        </div>
      </PostForm>
    </details>
  );
}
