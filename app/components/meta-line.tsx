import { Children, Fragment, isValidElement, type ReactNode } from "react";

/** Small facts on one line, a middle dot between them; absent ones leave no gap. */
export function MetaLine({ children }: { children: ReactNode }) {
  return (
    <div className="meta">
      {facts(children).map((fact, index) => (
        // The order of the facts is the only name they have.
        <span key={isValidElement(fact) && fact.key ? `${fact.key} ${index}` : index} className="meta-item">
          {fact}
        </span>
      ))}
    </div>
  );
}

/** Each fact by itself, also those that came bundled. */
function facts(children: ReactNode): ReactNode[] {
  return Children.toArray(children).flatMap((child) =>
    isValidElement<{ children?: ReactNode }>(child) && child.type === Fragment ? facts(child.props.children) : [child],
  );
}
