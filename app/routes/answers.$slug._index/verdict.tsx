import { Button } from "../../components/button.tsx";
import { DidItWork, DidItWorkForVisitor } from "../../components/did-it-work.tsx";
import { Icon } from "../../components/icon.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { Published } from "./route.tsx";

/** "Did it work for you?": to be said by whoever is signed in; a visitor reads how it went for others. */
export function Verdict({ page }: { page: Published }) {
  const { answer, said, isVisitor } = page;
  return (
    <div className="verdict" id="did-it-work">
      {isVisitor ? (
        <DidItWorkForVisitor
          back={`/answers/${answer.slug}#did-it-work`}
          worked={answer.workedCount}
          failed={answer.didntCount}
        />
      ) : said && said !== answer.viewerOutcome ? (
        <OneMoreTap page={page} />
      ) : (
        <Asked page={page} />
      )}
    </div>
  );
}

function Asked({ page: { answer } }: { page: Published }) {
  const t = useT();
  const { slug, version, workedCount, didntCount, viewerOutcome } = answer;
  return (
    <>
      <DidItWork
        action={`/answers/${slug}/outcome`}
        fields={{ version }}
        yours={viewerOutcome === "didnt" ? "failed" : viewerOutcome}
        worked={workedCount}
        failed={didntCount}
      />
      {viewerOutcome ? (
        <p className="verdict-said" role="status">
          <Icon name="check" /> {t(`answer.said.${viewerOutcome}`)}
        </p>
      ) : null}
    </>
  );
}

/** Whoever pressed a button in the mail finds it here again: opening a page changes nothing. */
function OneMoreTap({ page: { answer, said } }: { page: Published }) {
  const t = useT();
  const { slug, version } = answer;
  const isYes = said === "worked";
  return (
    <form method="post" action={`/answers/${slug}/outcome`} className="one-more-tap">
      <input type="hidden" name="version" value={version} />
      <p>
        <strong>{t("answer.tap")}</strong> {t("answer.tap.why")}
      </p>
      <div className="row">
        <Button name="verdict" value="worked" variant={isYes ? "primary" : "quiet"} icon="thumbs-up">
          {t("mail.worked")}
        </Button>
        <Button name="verdict" value="failed" variant={isYes ? "quiet" : "primary"} icon="thumbs-down">
          {t("mail.didnt")}
        </Button>
      </div>
    </form>
  );
}
