import { T, useT } from "../i18n/use-t.tsx";
import { Banner } from "./banner.tsx";
import { Time } from "./time.tsx";

interface Props {
  title: string;
  /** From when whoever wrote it may let it pass. */
  from: Date;
  now: Date;
}

/** Nobody else can let it pass: its writer waits, and reads it with other eyes. */
export function ReadAgain({ title, from, now }: Props) {
  const t = useT();
  return (
    <Banner tone="warning" icon="hourglass" title={title}>
      {from <= now ? (
        t("review.alone.now")
      ) : (
        <T k="review.alone.from" values={{ at: <Time key="at" at={from} format="time" now={now} /> }} />
      )}
    </Banner>
  );
}
