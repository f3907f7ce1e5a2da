import type { SurgeNotice } from "../domain/threads/surge.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Banner } from "./banner.tsx";
import { ButtonLink } from "./button.tsx";
import { Time } from "./time.tsx";

/** On every page while a surge lasts: what is known, that answers take longer, and where to join. */
export function SurgeBanner({ surge: { reason, endsAt, threadId } }: { surge: SurgeNotice }) {
  const t = useT();
  const join = threadId ? (
    <ButtonLink size="small" href={`/threads/${threadId}`}>
      {t("surge.banner.thread")}
    </ButtonLink>
  ) : null;
  return (
    <aside className="surge" aria-label={t("surge.banner.label")}>
      <Banner tone="warning" title={reason} actions={join}>
        <T k="surge.banner.text" values={{ until: <Time key="until" at={endsAt} format="dateTime" /> }} />
      </Banner>
    </aside>
  );
}
