import type { ReactNode } from "react";
import { shownUnread } from "../domain/accounts/viewer.ts";
import type { SurgeNotice } from "../domain/threads/surge.ts";
import keepBell from "../enhance/bell.js?url&no-inline";
import { useT } from "../i18n/use-t.tsx";
import { Avatar } from "./avatar.tsx";
import { Banner } from "./banner.tsx";
import { ButtonLink } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { Menu, MenuButton, MenuLink } from "./menu.tsx";
import { SearchInput } from "./search-input.tsx";
import { type Preferences, ShellFooter } from "./shell-footer.tsx";
import { SurgeBanner } from "./surge-banner.tsx";
import { Sign } from "./wordmark.tsx";

export interface ShellViewer {
  kind: "visitor" | "guest" | "member" | "staff" | "system";
  name: string;
}

interface Props {
  siteName: string;
  viewer: ShellViewer;
  unread: number;
  /** Cases that wait for the viewer. */
  turns: number;
  /** What everybody is told while more comes in than can be answered in time. */
  surge: SurgeNotice | null;
  isMailStopped: boolean;
  /** The page's own address, to come back to. */
  path: string;
  /** What was searched for, on the search page. */
  query?: string;
  preferences: Preferences;
  children: ReactNode;
}

/** What every page stands in: the way home, the search, the way to ask, and who one is. */
export function Shell({ children, ...props }: Props) {
  const t = useT();
  return (
    <>
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      <header className="shell-header">
        <div className="shell-bar">
          <a className="wordmark" href="/" aria-label={t("shell.home", { site: props.siteName })}>
            <Sign />
            <span className="wordmark-name">{props.siteName}</span>
          </a>
          <SearchForm query={props.query} />
          <div className="shell-actions">
            <ButtonLink href="/threads/new" variant="primary" icon="message-circle-question-mark">
              {t("shell.ask")}
            </ButtonLink>
            {props.viewer.kind === "guest" ? <GuestLink /> : null}
            {/^(visitor|guest)$/.test(props.viewer.kind) ? (
              <SignInLink path={props.path} />
            ) : (
              <ViewerActions {...props} />
            )}
          </div>
        </div>
      </header>
      {props.surge ? <SurgeBanner surge={props.surge} /> : null}
      {props.isMailStopped ? <StoppedMail isGuest={props.viewer.kind === "guest"} /> : null}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <ShellFooter preferences={props.preferences} path={props.path} siteName={props.siteName} />
    </>
  );
}

/** Nobody else can tell them: no mail reaches them. Guests have no settings: what they can do stands with what they asked. */
function StoppedMail({ isGuest }: { isGuest: boolean }) {
  const t = useT();
  const action = (
    <ButtonLink size="small" href={isGuest ? "/asked" : "/notifications/preferences#address"}>
      {t("bounces.see")}
    </ButtonLink>
  );
  return (
    <aside className="surge" aria-label={t("bounces.title")}>
      <Banner tone="warning" title={t("bounces.title")} actions={action} />
    </aside>
  );
}

function SearchForm({ query }: { query?: string }) {
  const t = useT();
  return (
    <search className="shell-search">
      <form action="/search">
        <SearchInput id="shell-q" query={query} />
        <button type="submit" className="icon-button icon-button-small" aria-label={t("shell.search")}>
          <Icon name="search" />
        </button>
      </form>
    </search>
  );
}

/** Back to what somebody without an account has asked. */
function GuestLink() {
  const t = useT();
  return (
    <a className="button button-plain button-medium" href="/asked">
      {t("shell.asked")}
    </a>
  );
}

function SignInLink({ path }: { path: string }) {
  const t = useT();
  const back = path === "/" || path.startsWith("/login") ? "" : `?redirectTo=${encodeURIComponent(path)}`;
  return (
    <a className="button button-plain button-medium" href={`/login${back}`}>
      {t("shell.signin")}
    </a>
  );
}

function ViewerActions({ viewer, unread, turns }: Pick<Props, "viewer" | "unread" | "turns">) {
  const t = useT();
  return (
    <>
      {viewer.kind === "staff" ? (
        <a className="button button-plain button-medium shell-desk" href="/staff">
          <Icon name="inbox" />
          <span>{t("shell.desk")}</span>
        </a>
      ) : null}
      <a
        className="icon-button"
        href="/notifications"
        aria-label={t("shell.notifications", { count: unread })}
        data-bell={keepBell}
      >
        <Icon name="bell" />
        <span className="unread">{shownUnread(unread)}</span>
      </a>
      <Menu label={t("shell.account", { name: viewer.name })} trigger={<Avatar name={viewer.name} size="small" />}>
        <MenuLink href="/cases">{t("shell.cases", { count: turns })}</MenuLink>
        <MenuLink href="/requests">{t("shell.requests")}</MenuLink>
        <MenuLink href="/asked">{t("shell.nameless")}</MenuLink>
        <MenuLink href="/delegations">{t("acting.title")}</MenuLink>
        <MenuLink href="/account">{t("shell.profile")}</MenuLink>
        <MenuButton action="/logout">{t("shell.signout")}</MenuButton>
      </Menu>
    </>
  );
}
