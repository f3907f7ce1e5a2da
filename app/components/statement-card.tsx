import { Fragment, type ReactNode } from "react";
import { T, useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";
import { ByFor } from "./post-card.tsx";
import { Prose } from "./prose.tsx";
import { Time } from "./time.tsx";

interface Confirmed {
  by: string;
  /** Who has done it for them. */
  acting?: string | null;
  at: Date | string;
}

interface Props {
  title: string;
  html: string;
  /** Who read it back and when; `null`: nobody did, and that is said. Leave out while it is being read back. */
  confirmed?: Confirmed | null;
  /** Below the text: what to do about it. */
  children?: ReactNode;
}

/** What the problem is, in words its owner has confirmed, or is asked to. */
export function StatementCard({ title, html, confirmed, children }: Props) {
  return (
    <section className="statement" aria-label={title}>
      <header className="statement-head">
        <h2 className="statement-title">{title}</h2>
        {confirmed === undefined ? null : <Confirmation confirmed={confirmed} />}
      </header>
      <Prose html={html} />
      {children}
    </section>
  );
}

function Confirmation({ confirmed }: { confirmed: Confirmed | null }) {
  const t = useT();
  if (!confirmed)
    return (
      <p className="statement-mark tone-warning">
        <Icon name="triangle-alert" /> {t("statement.unconfirmed")}
      </p>
    );
  const by = <bdi>{confirmed.by}</bdi>;
  const name = confirmed.acting ? <ByFor by={confirmed.acting} name={by} /> : by;
  return (
    <p className="statement-mark tone-success">
      <Icon name="badge-check" />
      <span>
        <T
          k="statement.confirmed"
          values={{ name: <Fragment key="name">{name}</Fragment>, at: <Time at={confirmed.at} format="dateTime" /> }}
        />
      </span>
    </p>
  );
}
