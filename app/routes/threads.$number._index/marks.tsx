import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import type { IconName } from "../../components/icons.ts";
import { onePress } from "../../components/one-press.tsx";
import type { StepOutcome } from "../../generated/prisma/enums.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";

interface Props {
  postId: number;
  /** 0: the reply as a whole. */
  step: number;
  given: StepOutcome | null;
  worked: number;
  didnt: number;
  /** It stands out on a solution, where everybody is asked. */
  isAsked?: boolean;
}

/**
 * What came of a step; the answer given is pressed, and pressing it again takes it back. All four are the asker's, whose
 * marks go along to staff; others find the two rarer ones in the reply's menu until they have given one.
 */
export function Marks({ postId, step, given, worked, didnt, isAsked }: Props) {
  const t = useT();
  const { may } = useLoaderData<ThreadPage>();
  const variant = isAsked ? "quiet" : "plain";
  // The asker of a whole reply says that it worked by saying that it solved it.
  const saysWorked = !may.isAsker || step > 0 || given === "worked";
  const press = (outcome: StepOutcome) => {
    const isGiven = given === outcome;
    const sent = { name: "outcome", value: isGiven ? "withdrawn" : outcome, ...onePress(outcomePath(postId, step)) };
    return { ...sent, "aria-pressed": isGiven };
  };
  return (
    <div className="post-verdict">
      {saysWorked ? (
        <Button size="small" variant={variant} icon="check" {...press("worked")}>
          {t("post.worked", { count: worked })}
        </Button>
      ) : null}
      <Button size="small" variant={variant} icon="x" {...press("didnt")}>
        {t("post.didnt", { count: didnt })}
      </Button>
      {(["tried", "cant"] as const).map((outcome) =>
        may.isAsker || step > 0 || given === outcome ? (
          <Button key={outcome} size="small" variant="plain" icon={icons[outcome]} {...press(outcome)}>
            {t(`step.${outcome}`)}
          </Button>
        ) : null,
      )}
    </div>
  );
}

/** Where what came of a reply is sent, or of a step in it. */
export const outcomePath = (postId: number, step = 0) => `/posts/${postId}/outcome${step > 0 ? `?step=${step}` : ""}`;

export const icons = { worked: "check", didnt: "x", tried: "clock", cant: "ban" } as const satisfies Record<
  StepOutcome,
  IconName
>;

/** How it went for the one whose trouble it is. */
export function AskersMark({ outcome }: { outcome: StepOutcome | null }) {
  const t = useT();
  return outcome ? (
    <span className={`askers-mark askers-mark-${outcome}`}>
      <Icon name={icons[outcome]} /> {t(`step.asker.${outcome}`)}
    </span>
  ) : null;
}
