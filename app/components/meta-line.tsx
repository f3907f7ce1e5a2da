import { Children, type ReactNode } from "react";

/** Small facts on one line, a middle dot between them; absent ones leave no gap. */
export function MetaLine({ children }: { children: ReactNode }) {
  return (
    <div className="meta">
      {Children.toArray(children).map((item, index) => (
        // The order of the facts is the only name they have.
        <span key={typeof item === "object" && "key" in item ? item.key : index} className="meta-item">
          {item}
        </span>
      ))}
    </div>
  );
}
