import type { ReactNode } from "react";

/** Things to do with what stands below; `end` keeps to the far side. */
export function Toolbar({ label, children, end }: { label: string; children: ReactNode; end?: ReactNode }) {
  return (
    <fieldset className="toolbar" aria-label={label}>
      {children}
      {end ? <div className="toolbar-end">{end}</div> : null}
    </fieldset>
  );
}
