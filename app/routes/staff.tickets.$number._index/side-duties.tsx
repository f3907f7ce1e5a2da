import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { DutyList } from "../../components/duty-list.tsx";
import { MomentInput } from "../../components/moment-input.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { categoryOf, REASON_MAX } from "../../domain/tickets/ticket.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

type Duty = TicketPage["ticket"]["duties"][number];

/** What the requester was asked to do. An open one keeps the ticket from being resolved. */
export function Duties() {
  const t = useT();
  const { ticket, now, may } = useLoaderData<TicketPage>();
  const { duties, state, requester } = ticket;
  if (duties.length === 0) return null;
  const mayDo = may.work && !["solved", "closed"].includes(categoryOf(state));
  return (
    <SideSection
      title={t("duty.theirs", { name: requester.name })}
      count={duties.filter(({ standing }) => standing === "open" || standing === "wanted").length}
    >
      <DutyList duties={duties} now={now} actions={mayDo ? (duty) => <Deeds duty={duty} /> : undefined} />
    </SideSection>
  );
}

function Deeds({ duty }: { duty: Duty }) {
  const { standing } = duty;
  if (standing === "open") return <Settlement duty={duty} />;
  if (standing !== "expired" && standing !== "wanted" && standing !== "refused") return null;
  return (
    <>
      <Grant duty={duty} />
      {standing === "wanted" ? <Refusal duty={duty} /> : null}
    </>
  );
}

function useForm(noun: string, duty: Duty) {
  const { ticket } = useLoaderData<TicketPage>();
  return {
    answer: useAnswer(noun, ({ dutyId }) => dutyId === String(duty.id)),
    action: `/staff/tickets/${ticket.number}/${noun}`,
    hidden: (
      <>
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <input type="hidden" name="dutyId" value={duty.id} />
      </>
    ),
  };
}

function Settlement({ duty }: { duty: Duty }) {
  const t = useT();
  const { answer, action, hidden } = useForm("duty-settlements", duty);
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("duty.settle")}</summary>
      <PostForm answer={answer} action={action} audience="requester" className="form side-form">
        {hidden}
        <TextInput
          name="words"
          id={answer ? undefined : `duty-${duty.id}-settlement`}
          label={t("duty.settle.words")}
          hint={t("duty.settle.hint")}
          maxLength={REASON_MAX}
          optional
        />
        <div className="form-actions">
          <Button size="small" icon="check" name="outcome" value="done">
            {t("duty.settle.done")}
          </Button>
          <Button size="small" variant="plain" name="outcome" value="withdrawn">
            {t("duty.settle.withdrawn")}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}

function Grant({ duty }: { duty: Duty }) {
  const t = useT();
  const { soon } = useLoaderData<TicketPage>();
  const { answer, action, hidden } = useForm("duty-grants", duty);
  return (
    <details className="folded" open={answer !== null || duty.standing === "wanted"}>
      <summary>{t("duty.grant")}</summary>
      <PostForm answer={answer} action={action} className="form side-form">
        {hidden}
        <MomentInput
          name="dueAt"
          id={answer ? undefined : `duty-${duty.id}-due`}
          label={t("duty.grant.by")}
          at={soon}
        />
        <div className="form-actions">
          <Button size="small" icon="calendar">
            {t("duty.grant.do")}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}

function Refusal({ duty }: { duty: Duty }) {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const { answer, action, hidden } = useForm("duty-refusals", duty);
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("duty.refuse")}</summary>
      <PostForm answer={answer} action={action} audience="requester" className="form side-form">
        {hidden}
        <TextArea
          name="words"
          id={answer ? undefined : `duty-${duty.id}-refusal`}
          label={t("duty.refuse.words", { name: ticket.requester.name })}
          maxLength={REASON_MAX}
          rows={2}
        />
        <div className="form-actions">
          <Button size="small">{t("duty.refuse.do")}</Button>
        </div>
      </PostForm>
    </details>
  );
}
