import { type ReactNode, useId } from "react";

interface Props {
  title?: string;
  /** Beside the title, at the end. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A sheet of paper on the desk: one matter, with a name when it has one. */
export function Card({ title, aside, children }: Props) {
  const id = useId();
  if (!title) return <div className="card">{children}</div>;
  return (
    <section className="card" aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
