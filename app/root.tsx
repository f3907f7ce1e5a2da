import markdownToolbar from "@github/markdown-toolbar-element/dist/index.js?url";
import type { HeadersFunction, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import { Fragment, type ReactNode } from "react";
// By its path: the package's own exports leave out the one file that needs no bundler.
import relativeTime from "../node_modules/@github/relative-time-element/dist/bundle.js?url";
import { ErrorPage, statusOf } from "./components/error-page.tsx";
import type { FormAnswer, Problem } from "./components/form-answer.tsx";
import { IconSprite, OnlyUsedIcons } from "./components/icon.tsx";
import { Shell } from "./components/shell.tsx";
import { themeIn } from "./components/theme.ts";
import { viewerOf } from "./domain/accounts/viewer.server.ts";
import { siteSettings } from "./domain/settings/settings.server.ts";
import { surgeNotice } from "./domain/threads/surge.server.ts";
import live from "./enhance/live.js?url&no-inline";
import enhance from "./enhance/page.js?url&no-inline";
import searchArrival from "./enhance/search-arrival.js?url&no-inline";
import searchBox from "./enhance/search-box.js?url&no-inline";
import { defaultLocale, isLocale, localeDirections } from "./i18n/locales.ts";
import { translator } from "./i18n/translate.ts";
import { Language } from "./i18n/use-t.tsx";
import { env } from "./platform/env.server.ts";
import { handleLoader } from "./platform/http.server.ts";
import { useNonce } from "./platform/nonce.tsx";
import styles from "./styles/app.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/icons/touch-180.png" },
  { rel: "manifest", href: "/manifest.webmanifest" },
];

/** The title of a page that failed; any other says its own. */
export const meta: MetaFunction<typeof loader> = ({ data: loaded, error }) => {
  // Null, not left out, when a form is posted to a page that takes none.
  const data = loaded ?? nothingKnown;
  const t = translator(data.locale, data.timeZone);
  return [
    {
      title: error
        ? `${t(`page.error.${statusOf(isRouteErrorResponse(error) ? error.status : 500)}.title`)} · ${data.siteName}`
        : data.siteName,
    },
  ];
};

/** What a refusal says beside its page: when to try again. */
export const headers: HeadersFunction = ({ errorHeaders }) => errorHeaders ?? new Headers();

/** What every page needs: who is here, in which language, zone and light. */
export const loader = ({ request, context }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const settings = await siteSettings();
    return {
      viewer: { kind: viewer.kind, name: viewer.name, role: viewer.role },
      locale: isLocale(viewer.locale) ? viewer.locale : defaultLocale,
      timeZone: viewer.timeZone,
      theme: themeIn(request.headers.get("Cookie")),
      siteName: settings.siteName,
      origin: env.ORIGIN,
      unread: viewer.unread,
      turns: viewer.turns,
      isMailStopped: viewer.isMailStopped,
      surge: await surgeNotice(),
      requestId: context.requestId,
    };
  });

type RootData = Awaited<ReturnType<typeof loader>>;

/** Holds until something is known about the visitor: the root's own loader may be what failed. */
const nothingKnown: RootData = {
  viewer: { kind: "visitor", name: "", role: null },
  locale: defaultLocale,
  timeZone: "UTC",
  theme: "auto",
  siteName: "Answerloop",
  origin: "",
  unread: 0,
  turns: 0,
  isMailStopped: false,
  surge: null,
  requestId: "",
};

const useRoot = () => useRouteLoaderData<RootData>("root") ?? nothingKnown;

/** The document: the same frame around pages and around what is said when one fails. */
export function Layout({ children }: { children: ReactNode }) {
  const { locale, timeZone, theme } = useRoot();
  // React in the browser may show others later.
  const Icons = useIsHydrated() ? Fragment : OnlyUsedIcons;
  return (
    <html lang={locale} dir={localeDirections[locale]} data-theme={theme === "auto" ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
      </head>
      <body>
        <Icons>
          <Language locale={locale} timeZone={timeZone}>
            <Frame>{children}</Frame>
          </Language>
          <IconSprite />
        </Icons>
        <PageScripts />
      </body>
    </html>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const { viewer, siteName, unread, turns, isMailStopped, locale, theme, surge } = useRoot();
  const { pathname, search } = useLocation();
  return (
    <Shell
      siteName={siteName}
      viewer={viewer}
      unread={unread}
      turns={turns}
      isMailStopped={isMailStopped && !/^\/(notifications\/preferences|asked)/.test(pathname)}
      surge={surge}
      path={pathname + search}
      query={pathname === "/search" ? (new URLSearchParams(search).get("q") ?? undefined) : undefined}
      preferences={{ locale, theme }}
    >
      {children}
    </Shell>
  );
}

const useIsHydrated = () => useMatches().some(({ handle }) => (handle as { hydrate?: boolean } | undefined)?.hydrate);

/** React comes only to pages whose route asks for it; every page has the small comforts. */
function PageScripts() {
  const nonce = useNonce();
  const isHydrated = useIsHydrated();
  return (
    <>
      <script
        type="module"
        src={enhance}
        data-enhance=""
        data-relative-time={relativeTime}
        data-markdown-toolbar={markdownToolbar}
        data-search-box={searchBox}
        data-search-arrival={searchArrival}
        data-live-page={live}
      />
      {isHydrated ? (
        <>
          <ScrollRestoration nonce={nonce} />
          <Scripts nonce={nonce} />
        </>
      ) : null}
    </>
  );
}

export default function App() {
  return <Outlet />;
}

/** Says calmly what happened. Refusals carry a code; anything else is a bug, known to staff by the request's id. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { requestId } = useRoot();
  if (!isRouteErrorResponse(error)) return <ErrorPage status={500} requestId={requestId} />;
  const { code, values, typed } = (error.data ?? {}) as Partial<Problem & Pick<FormAnswer, "typed">>;
  return <ErrorPage status={error.status} code={code} values={values} requestId={requestId} typed={typed} />;
}
