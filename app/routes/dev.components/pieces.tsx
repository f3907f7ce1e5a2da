import { Avatar } from "../../components/avatar.tsx";
import { Badge, Tag, type Tone } from "../../components/badge.tsx";
import { Banner } from "../../components/banner.tsx";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { ButtonLink } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Diff } from "../../components/diff.tsx";
import { DuePill } from "../../components/due-pill.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Icon } from "../../components/icon.tsx";
import { iconNames } from "../../components/icons.ts";
import { MetaLine } from "../../components/meta-line.tsx";
import { FilterNav, TabNav } from "../../components/nav.tsx";
import { Pager } from "../../components/pager.tsx";
import { ProgressSteps } from "../../components/progress-steps.tsx";
import { Prose } from "../../components/prose.tsx";
import { SlaMeter } from "../../components/sla-meter.tsx";
import { type ThreadState, ThreadStatus, type TicketState, TicketStatus } from "../../components/status-mark.tsx";
import { Time } from "../../components/time.tsx";
import { ago, ahead, longName, now, omar, proseHtml } from "./samples.ts";
import { Specimen } from "./specimen.tsx";

const tones: Tone[] = ["neutral", "brand", "private", "success", "warning", "danger"];
const threadStates: ThreadState[] = ["needs_attention", "responded", "needs_info", "with_staff", "solved", "dormant"];
const ticketStates = [
  ...["draft", "read_back", "new", "open", "returned", "waiting_on_requester"],
  ...["waiting_on_third_party", "waiting_on_visit", "resolved", "closed", "joined", "spam"],
] as TicketState[];

export function Marks() {
  return (
    <Specimen name="Icon, Badge, Tag, Avatar, ThreadStatus, TicketStatus, MetaLine, Time">
      <p className="row">
        {iconNames.map((name) => (
          <Icon key={name} name={name} />
        ))}
      </p>
      <p className="row">
        {tones.map((tone) => (
          <Badge key={tone} tone={tone} icon="info">
            {tone}
          </Badge>
        ))}
        <Tag name="x200" href="#x" />
        <Tag name="firmware-4.12" />
      </p>
      <p className="row">
        <Avatar name={omar.name} size="large" />
        <Avatar name={longName.name} />
        <Avatar name="kim_h" size="small" />
        <Avatar name="🦊" />
      </p>
      <p className="row">
        {threadStates.map((state) => (
          <ThreadStatus key={state} state={state} />
        ))}
      </p>
      <p className="row small">
        {ticketStates.map((state) => (
          <TicketStatus key={state} state={state} />
        ))}
      </p>
      <p className="row small">
        {ticketStates.map((state) => (
          <TicketStatus key={state} state={state} audience="requester" />
        ))}
      </p>
      <MetaLine>
        <bdi>{longName.name}</bdi>
        <Time at={ago(3)} now={now} />
        <Time at={ahead(30)} now={now} format="day" />
        <Time at={ahead(300)} now={now} format="day" />
        <Time at={ago(2)} format="dateTime" />
        <a href="#x">firmware 4.12</a>
      </MetaLine>
    </Specimen>
  );
}

export function Clocks() {
  return (
    <Specimen name="DuePill, SlaMeter, ProgressSteps">
      <p className="row">
        <DuePill due={ahead(0.63)} now={now} />
        <DuePill due={ahead(2.2)} now={now} />
        <DuePill due={ago(3)} now={now} />
        <DuePill due={null} now={now} paused="her turn" />
        <DuePill due={null} now={now} />
      </p>
      <div className="measure stack">
        <SlaMeter label="First response" spent={3000} target={28_800} due={ahead(7)} now={now} />
        <SlaMeter label="Next response" spent={25_000} target={28_800} due={ahead(0.6)} now={now} />
        <SlaMeter label="Resolution" spent={30_000} target={28_800} due={ago(1)} now={now} />
        <SlaMeter label="Update" spent={9_000} target={28_800} due={null} now={now} paused="her turn" />
        <ProgressSteps
          label="Your request"
          steps={[
            { label: "Written down", state: "done" },
            { label: "Confirmed by you", state: "current" },
            { label: "With a person", state: "ahead" },
            { label: "Answered", state: "ahead" },
          ]}
        />
      </div>
    </Specimen>
  );
}

export function Notices() {
  return (
    <Specimen name="Banner, EmptyState, Card, Diff, DataTable">
      {tones.map((tone) => (
        <Banner
          key={tone}
          tone={tone}
          title="With our staff since Tuesday"
          actions={
            <ButtonLink href="#x" size="small">
              Why?
            </ButtonLink>
          }
        >
          The next update comes by Thursday 14:00. You can still help in public.
        </Banner>
      ))}
      <Card title="A card" aside={<a href="#all">All of them</a>}>
        <EmptyState
          icon="inbox"
          title="Nothing waits for you"
          action={<ButtonLink href="#x">See unassigned</ButtonLink>}
        >
          What is assigned to you appears here, the next due first.
        </EmptyState>
      </Card>
      <Diff
        before="After every restart the X200 forgets the Wi-Fi and asks for a password."
        after="After every power cycle the X200 (firmware 4.12) forgets the Wi-Fi and asks for the passphrase."
      />
      <DataTable
        caption="Support hours"
        columns={[{ label: "Day" }, { label: "Hours" }, { label: "Tickets", isNumeric: true }]}
        rows={[
          { key: 1, cells: ["Monday", "09:00–18:00", "1,204"] },
          { key: 2, cells: ["Saturday", "10:00–14:00", "88"] },
        ]}
      />
    </Specimen>
  );
}

export function Ways() {
  return (
    <Specimen name="Breadcrumbs, TabNav, FilterNav, Pager">
      <Breadcrumbs
        items={[
          { href: "#p", label: "Printers" },
          { href: "#w", label: "Wi-Fi" },
        ]}
      />
      <TabNav
        label="Lists"
        items={[
          { href: "#1", label: "Needs attention", count: 14, isCurrent: true },
          { href: "#2", label: "Latest" },
          { href: "#3", label: "Solved", count: 1204 },
        ]}
      />
      <FilterNav
        label="Views"
        items={[
          { href: "#m", label: "Mine", count: 4, icon: "user-round", isCurrent: true },
          { href: "#u", label: "Unassigned", count: 9, icon: "inbox" },
          { href: "#b", label: "Breached", count: 2, icon: "circle-alert", isUrgent: true },
        ]}
      />
      <Pager newer="#n" older="#o" />
    </Specimen>
  );
}

export function Texts() {
  return (
    <Specimen name="Prose">
      <Prose html={proseHtml} />
    </Specimen>
  );
}
