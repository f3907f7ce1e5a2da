import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Checkbox } from "../../components/choices.tsx";
import { GoodwillSteps } from "../../components/goodwill-steps.tsx";
import { GoodwillThing } from "../../components/goodwill-thing.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { ReadAgain } from "../../components/read-again.tsx";
import { Select } from "../../components/select.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { CAUSES } from "../../domain/tickets/goodwill.ts";
import { isClosed } from "../../domain/tickets/ticket.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

/** What was asked for and offered, and what is to be done about it now. */
export function Goodwill() {
  const t = useT();
  const { goodwill, ticket, may, now } = useLoaderData<TicketPage>();
  const mayDo = may.work && !isClosed(ticket.state) && ticket.state !== "read_back";
  const { steps } = goodwill;
  if (steps.length === 0 && !mayDo) return null;
  return (
    <SideSection title={t("goodwill.title")}>
      {steps.length > 0 ? <GoodwillSteps goodwill={goodwill} now={now} /> : null}
      {mayDo ? <Deeds /> : null}
    </SideSection>
  );
}

function Deeds() {
  const { next, steps, approval } = useLoaderData<TicketPage>().goodwill;
  const isProposed = steps.at(-1)?.deed === "proposed";
  const asked = steps.findLast(({ deed }) => deed !== "proposed" && deed !== "returned")?.deed === "asked";
  return (
    <>
      <Beyond />
      {isProposed && approval ? <Approval /> : null}
      {next.includes("offered") && !isProposed ? <Offer isAsked={asked} /> : null}
      {isProposed || (asked && next.includes("refused")) ? <Refusal isProposed={isProposed} /> : null}
      {next.includes("given") ? <Delivery /> : null}
    </>
  );
}

/** No button here would let it out: what can be done, and who could change that. */
function Beyond() {
  const t = useT();
  const { beyond, currency } = useLoaderData<TicketPage>().goodwill;
  if (!beyond) return null;
  const { amount, most, isProposed, admins } = beyond;
  const [wanted, left] = [t.money(amount, currency), t.money(most, currency)];
  return (
    <Banner tone="warning" title={t("goodwill.beyond", { amount: wanted })}>
      {t(isProposed ? "goodwill.beyond.proposed" : "goodwill.beyond.asked", { most: left })}{" "}
      {t("goodwill.beyond.raise", { count: admins.length, names: admins.join(", ") })}
    </Banner>
  );
}

function useForm(noun: string) {
  const { ticket, goodwill } = useLoaderData<TicketPage>();
  return {
    action: `/staff/tickets/${ticket.number}/${noun}`,
    seen: <input type="hidden" name="seenStep" value={goodwill.seenStep} />,
    answer: useAnswer(noun),
  };
}

function Offer({ isAsked }: { isAsked: boolean }) {
  const t = useT();
  const { goodwill, ticket } = useLoaderData<TicketPage>();
  const { action, seen, answer } = useForm("goodwill");
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t(isAsked ? "goodwill.offer.other" : "goodwill.offer")}</summary>
      <PostForm audience="requester" answer={answer} action={action} className="form side-form">
        {seen}
        <GoodwillThing
          goodwill={goodwill}
          id={answer ? undefined : "goodwill-offer"}
          from={isAsked ? goodwill.steps.at(-1) : undefined}
        />
        <Select
          name="cause"
          id={answer ? undefined : "goodwill-cause"}
          label={t("goodwill.cause")}
          options={CAUSES.map((value) => ({ value, label: t(`goodwill.cause.${value}`) }))}
        />
        <TextArea
          name="words"
          id={answer ? undefined : "goodwill-offer-words"}
          label={t("goodwill.offer.words", { name: ticket.requester.name })}
          hint={t("goodwill.offer.hint")}
          maxLength={2000}
          rows={2}
          optional
        />
        <PrivateFinder fields={["words"]} audience="requester" />
        <div className="form-actions">
          <Button size="small">{t("goodwill.offer.do")}</Button>
        </div>
      </PostForm>
    </details>
  );
}

function Approval() {
  const t = useT();
  const { goodwill, now } = useLoaderData<TicketPage>();
  const { action, seen, answer } = useForm("goodwill-approval");
  const { mayPassOwnFrom: from } = goodwill;
  return (
    <PostForm answer={answer} action={action} className="form side-form">
      {seen}
      {from ? <ReadAgain title={t("goodwill.alone")} from={from} now={now} /> : null}
      {from ? <Checkbox name="hasReread" id="goodwill-reread" label={t("review.reread")} /> : null}
      <div className="form-actions">
        <Button size="small" variant="primary" icon="badge-check">
          {t("goodwill.approve")}
        </Button>
      </div>
    </PostForm>
  );
}

function Refusal({ isProposed }: { isProposed: boolean }) {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const { action, seen, answer } = useForm("goodwill-refusal");
  const { name } = ticket.requester;
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t(isProposed ? "goodwill.return" : "goodwill.refuse")}</summary>
      <PostForm audience="requester" answer={answer} action={action} className="form side-form">
        {seen}
        <TextArea
          name="words"
          id={answer ? undefined : "goodwill-refusal-words"}
          label={t(isProposed ? "goodwill.return.words" : "goodwill.refuse.words", { name })}
          maxLength={2000}
          rows={2}
        />
        <PrivateFinder fields={["words"]} audience="requester" />
        <div className="form-actions">
          <Button size="small">{t("goodwill.refuse.do")}</Button>
        </div>
      </PostForm>
    </details>
  );
}

function Delivery() {
  const t = useT();
  const { action, seen } = useForm("goodwill-delivery");
  return (
    <form method="post" action={action}>
      {seen}
      <Button size="small" icon="check">
        {t("goodwill.give")}
      </Button>
    </form>
  );
}
