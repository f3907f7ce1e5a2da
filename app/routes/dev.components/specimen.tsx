import type { ReactNode } from "react";

/** One component, or a family of them, in its states. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="stack" aria-label={name}>
      <h2>{name}</h2>
      {children}
      <hr />
    </section>
  );
}
