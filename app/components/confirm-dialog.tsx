import { type ReactNode, useId } from "react";
import { useT } from "../i18n/use-t.tsx";
import { Button, type ButtonLook } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface Props extends Pick<ButtonLook, "variant" | "size" | "icon"> {
  /** On the button that opens it. */
  trigger: string;
  title: string;
  /** What will happen, and whether it can be taken back. */
  children?: ReactNode;
  /** Where it is sent when confirmed, and with what. */
  action: string;
  fields?: Record<string, string | number>;
  /** On the button that does it: the verb, never "OK". */
  confirm: string;
  isDangerous?: boolean;
}

/** Asks before doing. A native popover: opens without scripts, closes with Escape; where there is none, a plain form. */
export function ConfirmDialog(props: Props) {
  const t = useT();
  const id = useId().replaceAll(":", "");
  const { variant = "quiet", size = "medium", icon } = props;
  return (
    <>
      <button type="button" className={`button button-${variant} button-${size}`} {...opens(id)}>
        {icon ? <Icon name={icon} /> : null}
        {props.trigger}
      </button>
      <dialog id={id} className="dialog" aria-labelledby={`${id}-title`} {...{ popover: "auto" }}>
        <form method="post" action={props.action} className="dialog-form">
          {Object.entries(props.fields ?? {}).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <h2 id={`${id}-title`}>{props.title}</h2>
          {props.children}
          <div className="form-actions dialog-actions">
            <button type="button" className="button button-quiet button-medium" {...opens(id)}>
              {t("dialog.cancel")}
            </button>
            <Button variant={props.isDangerous ? "danger" : "primary"}>{props.confirm}</Button>
          </div>
        </form>
      </dialog>
    </>
  );
}

/** React 18 doesn't know the attribute yet; the browser does. */
const opens = (id: string): Record<string, string> => ({ popovertarget: id });
