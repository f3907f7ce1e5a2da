import { Badge, Tag } from "../../components/badge.tsx";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { CompanyAnswer } from "../../components/company-answer.tsx";
import { DidItWork } from "../../components/did-it-work.tsx";
import { Icon } from "../../components/icon.tsx";
import { TwoColumn } from "../../components/layouts.tsx";
import { MarkdownEditor } from "../../components/markdown-editor.tsx";
import { ResponseCard } from "../../components/message-cards.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { PostCard } from "../../components/post-card.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateLane } from "../../components/private-lane.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { StatementCard } from "../../components/statement-card.tsx";
import { ThreadStatus } from "../../components/status-mark.tsx";
import { ThreadList, ThreadRow } from "../../components/thread-list.tsx";
import { ThumbBar } from "../../components/thumb-bar.tsx";
import { Time } from "../../components/time.tsx";
import {
  ago,
  ahead,
  ana,
  answerHtml,
  now,
  omar,
  questionHtml,
  replyHtml,
  statementHtml,
  threads,
  vera,
} from "./samples.ts";

const title = "Printer forgets Wi-Fi after every restart";
const crumbs = (
  <Breadcrumbs
    items={[
      { href: "#p", label: "Printers" },
      { href: "#w", label: "Wi-Fi" },
    ]}
  />
);

function Beside() {
  return (
    <>
      <SideSection title="Happens to others">
        <p>12 people have this. You are told when it is solved.</p>
        <Button size="small" icon="users" type="button">
          Happens to me too
        </Button>
      </SideSection>
      <SideSection title="Tags">
        <p className="row">
          <Tag name="x200" href="#x" />
          <Tag name="wi-fi" href="#w" />
          <Tag name="firmware-4.12" href="#f" />
        </p>
      </SideSection>
      <SideSection title="Alike">
        <a href="#a">Scanner drops the network at night</a>
        <a href="#b">X200 shows amber lamp after update</a>
      </SideSection>
    </>
  );
}

function Replies() {
  const actions = (
    <>
      <Button size="small" icon="thumbs-up" type="button">
        Worked for me
      </Button>
      <Button size="small" variant="plain" type="button">
        Didn’t
      </Button>
      <Button size="small" variant="plain" icon="reply" type="button">
        Quote
      </Button>
    </>
  );
  return (
    <section className="stack">
      <h2>6 replies, best first</h2>
      <PostCard
        id={2}
        author={omar}
        at={ago(20)}
        html={replyHtml}
        isSolution
        actions={actions}
        editedAt={ago(2)}
        historyHref="#h"
      />
      <PostCard
        id={3}
        author={{ name: "kim_h" }}
        at={ago(19)}
        html="<p>Did you try turning it off and on again?</p>"
        actions={actions}
      />
      <PostCard id={4} author={vera} at={ago(1)} html="<p>Yes. That is when it forgets.</p>" actions={actions} />
    </section>
  );
}

export function ThreadScreen() {
  const lead = (
    <MetaLine>
      <ThreadStatus state="solved" />
      12 affected
      <span>works for 9 of 10</span>
    </MetaLine>
  );
  return (
    <TwoColumn title={title} above={crumbs} lead={lead} side={<Beside />}>
      <CompanyAnswer
        person="Ana Petrova"
        personHref="#ana"
        version={2}
        checkedAt={ago(48)}
        html={answerHtml}
        href="#answer"
      >
        <DidItWork action="#" tally={{ worked: 9, didnt: 1, visitorsWorked: 28, visitorsDidnt: 2 }} />
      </CompanyAnswer>
      <PostCard
        id={1}
        kind="question"
        author={vera}
        at={ago(90)}
        html={questionHtml}
        meta={<span>tried: restart, reset</span>}
        actions={
          <Button icon="users" type="button">
            Happens to me too
          </Button>
        }
      />
      <Replies />
      <PostForm>
        <MarkdownEditor name="reply" label="Your reply" hint="What worked for you, step by step." />
        <div className="form-actions">
          <Button variant="primary" icon="send" type="button">
            Send reply
          </Button>
        </div>
      </PostForm>
      <ThumbBar label="On this page">
        <ButtonLink href="#field-reply" variant="primary" icon="reply">
          Reply
        </ButtonLink>
        <Button icon="users" type="button">
          Me too
        </Button>
      </ThumbBar>
    </TwoColumn>
  );
}

export function RequesterScreen() {
  const lead = (
    <MetaLine>
      <ThreadStatus state="with_staff" />
      <span>since Tue</span>
      <span>
        update by <Time at={ahead(28)} now={now} format="day" />
      </span>
    </MetaLine>
  );
  return (
    <TwoColumn title={title} above={crumbs} lead={lead} side={<Beside />}>
      <PrivateLane audience="requester" aside={<a href="#r">Request #412</a>}>
        <StatementCard title="What we understood. Please check." html={statementHtml}>
          <div className="form-actions">
            <Button variant="primary" icon="check" type="button">
              That’s right
            </Button>
            <Button icon="pencil" type="button">
              Correct it
            </Button>
          </div>
        </StatementCard>
        <ResponseCard
          id={1}
          from="staff"
          author={ana}
          at={ago(0.2)}
          html="<p>Could you tell us the firmware? It is on the status page, third line.</p>"
        />
        <ResponseCard
          id={2}
          from="requester"
          author={{ name: "Vera Lindqvist" }}
          at={ago(0.1)}
          html="<p>4.12.0-b3. I printed the page, it says <code>roaming: fast</code> too.</p>"
        />
        <PostForm>
          <MarkdownEditor name="response" label="Answer Ana" />
          <div className="form-actions">
            <Button variant="primary" icon="send" type="button">
              Send to our staff
            </Button>
          </div>
        </PostForm>
      </PrivateLane>
      <PostCard id={1} kind="question" author={vera} at={ago(90)} html={questionHtml} />
      <section className="stack">
        <h2>Public replies (2): people can still help</h2>
        <PostCard id={2} author={omar} at={ago(20)} html={replyHtml} />
        <PostCard
          id={3}
          author={{ name: "kim_h" }}
          at={ago(19)}
          html="<p>Did you try turning it off and on again?</p>"
        />
      </section>
    </TwoColumn>
  );
}

export function HomeLists() {
  return (
    <ThreadList label="Threads">
      {threads.map((thread) => (
        <ThreadRow
          key={thread.id}
          thread={thread}
          now={now}
          excerpt={
            thread.state === "solved"
              ? "Give the share a name without spaces, then enter it with both backslashes: it is the SMB version that changed."
              : null
          }
        />
      ))}
      <li>
        <Badge icon="info">end of the list</Badge> <Icon name="check" label="Checked" />
      </li>
    </ThreadList>
  );
}
