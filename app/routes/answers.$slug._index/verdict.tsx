import { Button } from "../../components/button.tsx";
import { DidItWork, DidItWorkForVisitor } from "../../components/did-it-work.tsx";
import { Icon } from "../../components/icon.tsx";
import { tallyOf } from "../../domain/threads/visitors-word.ts";
import type { Outcome } from "../../generated/prisma/enums.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { Published } from "./route.tsx";

/** "Did it work for you?": to be said with an account or without one, and counted apart. */
export function Verdict({ page }: { page: Published }) {
  const { answer, said, asVisitor } = page;
  return (
    <div className="verdict" id="did-it-work">
      {asVisitor ? (
        <AskedVisitor page={page} />
      ) : said && said !== answer.viewerOutcome ? (
        <OneMoreTap page={page} />
      ) : (
        <Asked page={page} />
      )}
    </div>
  );
}

const formOf = ({ answer }: Published) => ({
  action: `/answers/${answer.slug}/outcome`,
  tally: tallyOf(answer),
});

const pressed = (said: Outcome | null) => (said === "didnt" ? "failed" : said);

/** What this browser has said stands here; whoever said it below a question goes back there. */
function AskedVisitor({ page }: { page: Published }) {
  const t = useT();
  const { answer, asVisitor } = page;
  const back = asVisitor?.back ?? null;
  return (
    <DidItWorkForVisitor
      {...formOf(page)}
      fields={{ version: answer.version, ...(back ? { back } : {}) }}
      yours={pressed(asVisitor?.said ?? null)}
      back={`/answers/${answer.slug}#did-it-work`}
    >
      {back ? (
        <>
          {" "}
          <a href={back}>{t("answer.back")}</a>
        </>
      ) : null}
    </DidItWorkForVisitor>
  );
}

function Asked({ page }: { page: Published }) {
  const t = useT();
  const { version, viewerOutcome } = page.answer;
  return (
    <>
      <DidItWork {...formOf(page)} fields={{ version }} yours={pressed(viewerOutcome)} />
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
