import { Badge } from "../../components/badge.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Composer } from "../../components/composer.tsx";
import { Icon } from "../../components/icon.tsx";
import { Kbd } from "../../components/kbd.tsx";
import { InboxLayout, TicketLayout } from "../../components/layouts.tsx";
import { MarkdownEditor } from "../../components/markdown-editor.tsx";
import { Menu, MenuButton } from "../../components/menu.tsx";
import { NoteCard, ResponseCard } from "../../components/message-cards.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { FilterNav } from "../../components/nav.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateLane } from "../../components/private-lane.tsx";
import { FactList, SidePanel, SideSection } from "../../components/side-panel.tsx";
import { SlaMeter } from "../../components/sla-meter.tsx";
import { StatementCard } from "../../components/statement-card.tsx";
import { TicketStatus } from "../../components/status-mark.tsx";
import { TicketList, TicketRow } from "../../components/ticket-list.tsx";
import { Timeline, TimelineEvent, TimelineMessage } from "../../components/timeline.tsx";
import { ago, ahead, ana, now, statementHtml, tickets } from "./samples.ts";

export function InboxScreen() {
  const views = (
    <FilterNav
      label="Views"
      items={[
        { href: "#m", label: "Mine", count: 4, icon: "user-round", isCurrent: true },
        { href: "#u", label: "Unassigned", count: 9, icon: "inbox" },
        { href: "#a", label: "All open", count: 31, icon: "list" },
        { href: "#w", label: "Waiting", count: 12, icon: "hourglass" },
        { href: "#b", label: "Breached", count: 2, icon: "circle-alert", isUrgent: true },
      ]}
    />
  );
  const keys = (
    <p>
      <Kbd>j</Kbd> <Kbd>k</Kbd> up and down · <Kbd>Enter</Kbd> open · <Kbd>a</Kbd> take · <Kbd>?</Kbd> all keys
    </p>
  );
  return (
    <InboxLayout
      title="Mine"
      nav={views}
      foot={keys}
      actions={
        <ButtonLink href="#n" size="small">
          Take the next
        </ButtonLink>
      }
    >
      <TicketList label="Mine">
        {tickets.map(({ ticket, paused }) => (
          <TicketRow key={ticket.id} ticket={ticket} now={now} paused={paused} />
        ))}
      </TicketList>
    </InboxLayout>
  );
}

function Known() {
  return (
    <SidePanel label="Known already" summary="wants a refund or a cure · 4 steps tried · due in 38 min">
      <SideSection title="Clocks">
        <SlaMeter label="Next response" spent={26_500} target={28_800} due={ahead(0.63)} now={now} />
        <SlaMeter label="Resolution" spent={60_000} target={162_000} due={ahead(70)} now={now} />
      </SideSection>
      <SideSection title="Wants">
        <p>It keeps the network, or a refund.</p>
      </SideSection>
      <SideSection title="Facts">
        <FactList
          facts={[
            { label: "Device", value: "X200, bought 2 Sep 2026" },
            { label: "Firmware", value: "4.12.0-b3" },
            { label: "Serial", value: "•••• 7719" },
          ]}
        />
      </SideSection>
      <SideSection title="Tried" count={4}>
        <ul className="stack stack-s">
          <li>Restart: did not help</li>
          <li>Factory reset: did not help</li>
          <li>Fixed address: did not help</li>
          <li>Other band: can’t, only 2.4 GHz</li>
        </ul>
      </SideSection>
      <SideSection title="Affected" count={12}>
        <a href="#t">Thread #401, public</a>
      </SideSection>
    </SidePanel>
  );
}

function ResponseForm() {
  return (
    <PostForm>
      <MarkdownEditor name="response2" label="Response to Vera Lindqvist" hint="She sees this, and gets it by mail." />
      <div className="form-actions">
        <Button variant="primary" icon="send" type="button">
          Send response
        </Button>
        <Menu trigger="Macros" align="start">
          <MenuButton name="macro" value="1">
            Ask for the firmware
          </MenuButton>
          <MenuButton name="macro" value="2">
            WPS, step by step
          </MenuButton>
        </Menu>
      </div>
    </PostForm>
  );
}

function NoteForm() {
  return (
    <PostForm>
      <MarkdownEditor name="note" label="Note" hint="Only staff sees this." />
      <div className="form-actions">
        <Button icon="sticky-note" type="button">
          Add note
        </Button>
      </div>
    </PostForm>
  );
}

export function TicketScreen() {
  const lead = (
    <MetaLine>
      <TicketStatus state="open" />
      <span>#412</span>
      <bdi>Vera Lindqvist</bdi>
      <span>with Ana Petrova</span>
      <Badge tone="warning">high</Badge>
    </MetaLine>
  );
  const actions = (
    <>
      <Button size="small" type="button">
        Hand over
      </Button>
      <Button size="small" variant="primary" icon="check" type="button">
        Resolve
      </Button>
    </>
  );
  return (
    <TicketLayout title="Printer forgets Wi-Fi after every restart" lead={lead} actions={actions} side={<Known />}>
      <PrivateLane audience="staff" aside={<a href="#t">Public thread</a>}>
        <StatementCard title="The problem" html={statementHtml} confirmed={{ by: "Vera Lindqvist", at: ago(0.1) }} />
        <Timeline label="What happened">
          <TimelineEvent icon="messages-square" at={ago(90)}>
            Asked in public
          </TimelineEvent>
          <TimelineEvent icon="lock" at={ago(26)} tone="private">
            Vera Lindqvist asked for staff
          </TimelineEvent>
          <TimelineEvent icon="user-round-check" at={ago(25)}>
            Ana Petrova took it
          </TimelineEvent>
          <TimelineMessage>
            <ResponseCard
              id={1}
              from="staff"
              author={ana}
              at={ago(24)}
              html="<p>Could you tell us the firmware? It is on the status page, third line.</p>"
            />
          </TimelineMessage>
          <TimelineMessage>
            <NoteCard
              id={2}
              author={ana}
              at={ago(23)}
              html="<p>Third one with 4.12 this week. Asked engineering.</p>"
            />
          </TimelineMessage>
          <TimelineMessage>
            <ResponseCard
              id={3}
              from="requester"
              author={{ name: "Vera Lindqvist" }}
              at={ago(2)}
              html="<p>4.12.0-b3.</p>"
            />
          </TimelineMessage>
        </Timeline>
        <Composer
          label="Write"
          kinds={[
            { value: "response", label: "Respond", icon: "send", form: <ResponseForm /> },
            { value: "note", label: "Note", icon: "sticky-note", ground: "note", form: <NoteForm /> },
          ]}
        />
      </PrivateLane>
      <StatementCard title="Never confirmed" html="<p>Wants a new cartridge.</p>" confirmed={null}>
        <p className="small">
          <Icon name="info" /> Shown as it is until somebody asks.
        </p>
      </StatementCard>
    </TicketLayout>
  );
}
