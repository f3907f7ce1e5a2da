import { useLocation } from "@remix-run/react";
import { useT } from "../i18n/use-t.tsx";
import { ButtonLink } from "./button.tsx";
import { errorText } from "./form-answer.tsx";
import { TypedWords } from "./kept-words.tsx";
import { PageLayout } from "./layouts.tsx";
import { searchFor } from "./search-for.ts";

const known = [403, 404, 405, 409, 413, 422, 429, 500, 503] as const;
type Known = (typeof known)[number];

/** The status that has words of its own: any other is an error of ours. */
export const statusOf = (status: number): Known => known.find((one) => one === status) ?? 500;

interface Props {
  status: number;
  /** The refusal's code, when it says more than the status does. */
  code?: string;
  values?: Record<string, string | number>;
  requestId?: string;
  /** What was typed into a form that can't be shown. */
  typed?: Record<string, string>;
}

/** Codes that say no more than the page does. */
const general = new Set(["not_found", "forbidden", "too_many_requests", "too_large", "unavailable"]);

/** What went wrong, what was kept, and what to do next. */
export function ErrorPage({ status, code, values, requestId, typed }: Props) {
  const t = useT();
  const { pathname } = useLocation();
  const kind = statusOf(status);
  const isSignedOut = code === "signed_out";
  const says = code && !general.has(code) ? errorText(t, code, values) : t(`page.error.${kind}.body`);
  return (
    <PageLayout title={t(isSignedOut ? "page.error.signed_out.title" : `page.error.${kind}.title`)} width="text">
      <p className="error-page-text">{says}</p>
      {typed ? <TypedWords typed={typed} /> : null}
      {kind === 404 ? null : <p className="soft">{t("page.error.back")}</p>}
      <div className="form-actions">
        {isSignedOut ? (
          <ButtonLink href="/login" target="_blank" variant="primary">
            {t("page.error.sign_in")}
          </ButtonLink>
        ) : null}
        <ButtonLink href="/" variant={isSignedOut ? "quiet" : "primary"}>
          {t("page.error.home")}
        </ButtonLink>
        {kind === 404 ? (
          <ButtonLink href={searchFor(pathname)} icon="search">
            {t("page.error.search")}
          </ButtonLink>
        ) : null}
      </div>
      {kind === 500 && requestId ? <p className="small faint">{t("page.error.request", { id: requestId })}</p> : null}
    </PageLayout>
  );
}
