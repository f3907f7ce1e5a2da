import type { ReactNode } from "react";
import { T, useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";

interface Props {
  /** Where the verdict is sent: `verdict=worked` or `verdict=failed`. */
  action: string;
  /** What this reader said before. */
  yours?: "worked" | "failed" | null;
  /** How it went for those who said so. */
  worked?: number;
  failed?: number;
  /** Goes along with the verdict. */
  fields?: Record<string, string | number>;
}

/** Asks the one thing that keeps an answer true, and says how it went for others. */
export function DidItWork({ action, yours, worked = 0, failed = 0, fields = {} }: Props) {
  const t = useT();
  return (
    <form method="post" action={action} className="did-it-work">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <span className="did-it-work-question">{t("verdict.question")}</span>
      <span className="did-it-work-buttons">
        <Button size="small" icon="thumbs-up" name="verdict" value="worked" aria-pressed={yours === "worked"}>
          {t("verdict.worked")}
        </Button>
        <Button size="small" icon="thumbs-down" name="verdict" value="failed" aria-pressed={yours === "failed"}>
          {t("verdict.failed")}
        </Button>
      </span>
      {worked + failed > 0 ? (
        <span className="did-it-work-tally">{t("verdict.tally", { worked, total: worked + failed })}</span>
      ) : null}
    </form>
  );
}

/** The same for a visitor: whoever says so has an account, so they are led to sign in, and back to where they read it. */
export function DidItWorkForVisitor({
  back,
  worked = 0,
  failed = 0,
}: { back: string } & Pick<Props, "worked" | "failed">) {
  const t = useT();
  const signIn = (words: ReactNode) => (
    <a key="in" href={`/login?redirectTo=${encodeURIComponent(back)}`}>
      {words}
    </a>
  );
  return (
    <p className="did-it-work">
      <span className="did-it-work-question">{t("verdict.question")}</span>
      <span>
        <T k="answer.sign_in" values={{ link: signIn }} />
      </span>
      {worked + failed > 0 ? (
        <span className="did-it-work-tally">{t("verdict.tally", { worked, total: worked + failed })}</span>
      ) : null}
    </p>
  );
}
