import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { EarlierCases } from "../../components/earlier-cases.tsx";
import { RequestLane } from "../../components/request-lane.tsx";
import { Time } from "../../components/time.tsx";
import { shownText } from "../../domain/tickets/earlier.ts";
import type { RequestView } from "../../domain/tickets/lane.ts";
import { isLive } from "../../domain/tickets/ticket.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";

/** What goes on with staff comes first while it goes on. */
export function LaneFirst() {
  const { lane, thread } = useLoaderData<ThreadPage>();
  return (
    <>
      {thread.isHidden ? <HiddenBanner /> : null}
      {lane.kind === "private" && isLive(lane.request.state) ? <PrivateTalk request={lane.request} /> : null}
      {lane.kind === "public" ? <WithStaff lane={lane} /> : null}
    </>
  );
}

/** Once it is over, the answer comes before the private talk that led to it. */
export function LaneLast() {
  const { lane } = useLoaderData<ThreadPage>();
  return lane.kind === "private" && !isLive(lane.request.state) ? <PrivateTalk request={lane.request} /> : null;
}

/** The lane in place: its forms lead back here. */
function PrivateTalk({ request }: { request: RequestView }) {
  const { thread, now, submissionKey } = useLoaderData<ThreadPage>();
  return <RequestLane request={request} now={now} back={`/threads/${thread.id}`} submissionKey={submissionKey} />;
}

function HiddenBanner() {
  const t = useT();
  return (
    <Banner tone="warning" icon="eye-off" title={t("thread.hidden.title")}>
      {t("thread.hidden.text")}
    </Banner>
  );
}

/** What everybody sees of the private lane: that it is there, and until when something happens. */
function WithStaff({ lane }: { lane: Extract<ThreadPage["lane"], { kind: "public" }> }) {
  const t = useT();
  const { now, thread } = useLoaderData<ThreadPage>();
  const since = <Time key="since" at={lane.since} format="day" now={now} />;
  const by = lane.nextUpdateBy ? <Time key="by" at={lane.nextUpdateBy} format="day" now={now} /> : null;
  return (
    <Banner icon="headset">
      <p className="banner-title">
        {by ? <T k="thread.with_staff.by" values={{ since, by }} /> : <T k="thread.with_staff" values={{ since }} />}
      </p>
      {thread.state === "solved" ? null : t("thread.with_staff.help")}
    </Banner>
  );
}

/** The asker's way to staff, once the community has had its time; at once for what only staff can look into. */
export function EscalationOffer() {
  const t = useT();
  const { lane, now, may, expected } = useLoaderData<ThreadPage>();
  const offer = lane.kind === "public" ? null : lane.offer;
  if (offer?.by !== "asker") return null;
  if (may.saysHowItStands) return <HowItStands />;
  const isWaiting = offer.from !== null || offer.isOff === true;
  const earlier = expected?.earlier ?? [];
  return (
    <>
      <EarlierCases
        cases={earlier}
        form="escalation"
        now={now}
        isForAnother={expected?.isForAnother ?? false}
        isSaidBelow
      />
      <Banner
        icon="lock"
        title={t(earlier.length > 0 ? "thread.escalate.else" : "thread.escalate.title")}
        actions={<Escalate isHidden={isWaiting} />}
      >
        <p>{t("thread.escalate.text")}</p>
        {offer.from && !offer.isOff ? (
          <p>
            <T k="thread.escalate.from" values={{ at: <Time key="at" at={offer.from} format="day" now={now} /> }} />
          </p>
        ) : null}
        <Expected />
        {isWaiting ? <AccountSpecific /> : null}
      </Banner>
    </>
  );
}

/** The form is there before its button works: from it one goes on in an earlier case, and what that is about goes along. */
function Escalate({ isHidden }: { isHidden: boolean }) {
  const t = useT();
  const { thread } = useLoaderData<ThreadPage>();
  return (
    <form method="post" action={`/threads/${thread.id}/escalation`} id="escalation">
      <input type="hidden" name="body" value={`${thread.title} (#${thread.id})`} />
      {isHidden ? null : <Button icon="headset">{t("thread.escalate.asker")}</Button>}
    </form>
  );
}

/** Measured, before the button: how long it takes, how many are solved without, who could be asked, what could be joined. */
function Expected() {
  const t = useT();
  const { expected, thread } = useLoaderData<ThreadPage>();
  if (!expected) return null;
  const { waitSeconds, peersSolve, peers, joinable } = expected;
  return (
    <div className="expected stack stack-s">
      <p>
        {waitSeconds === null ? t("thread.expect.unknown") : t("thread.expect.wait", { wait: t.duration(waitSeconds) })}{" "}
        {peersSolve === null ? null : t("thread.expect.peers", { share: peersSolve })}
      </p>
      {peers.length > 0 ? (
        <p>
          {t("thread.expect.ask")}{" "}
          {peers.map(({ handle, name }, index) => (
            <span key={handle}>
              {index > 0 ? ", " : null}
              <a href={`/people/${handle}`}>
                <bdi>{name}</bdi>
              </a>
            </span>
          ))}
        </p>
      ) : null}
      {joinable.length > 0 ? <p>{t("thread.join.text")}</p> : null}
      {joinable.map(({ id, title }) => (
        <form key={id} method="post" action={`/threads/${thread.id}/escalation`} className="row">
          <a href={`/threads/${id}`} dir="auto">
            {title}
          </a>
          <Button size="small" icon="link" name="joins" value={id}>
            {t("thread.join")}
            <span className="unseen">: {title}</span>
          </Button>
        </form>
      ))}
    </div>
  );
}

/** They were answered, and nobody has said anything since: three ways to go on. */
function HowItStands() {
  const t = useT();
  const { thread } = useLoaderData<ThreadPage>();
  return (
    <Banner tone="brand" icon="circle-question-mark" title={t("thread.stands.title")}>
      <p>{t("thread.stands.text")}</p>
      <form method="post" action={`/threads/${thread.id}/standing`} className="row">
        <a className="button button-quiet button-small" href="#replies">
          {t("thread.stands.solved")}
        </a>
        <Button size="small" icon="headset" name="is" value="stuck">
          {t("thread.stands.stuck")}
        </Button>
        <Button size="small" variant="plain" name="is" value="never_mind">
          {t("thread.stands.never_mind")}
        </Button>
      </form>
    </Banner>
  );
}

/** What only staff can look into need not wait for the community. */
function AccountSpecific() {
  const t = useT();
  const { thread, expected } = useLoaderData<ThreadPage>();
  return (
    <form method="post" action={`/threads/${thread.id}/escalation`} className="row">
      <input type="hidden" name="earlier" value={shownText(expected?.earlier ?? [])} />
      <span>{t("thread.escalate.account")}</span>
      <Button size="small" variant="plain" icon="headset" name="isAccountSpecific" value="yes">
        {t("thread.escalate.now")}
      </Button>
    </form>
  );
}
