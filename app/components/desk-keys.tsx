import { Fragment } from "react";
import { useT } from "../i18n/use-t.tsx";
import { Kbd } from "./kbd.tsx";

const keys = {
  inbox: [
    ["j k", "keys.inbox.j"],
    ["o", "keys.inbox.o"],
    ["a", "keys.inbox.a"],
    ["r", "keys.inbox.r"],
    ["e", "keys.inbox.e"],
    ["x", "keys.inbox.x"],
    ["s", "keys.inbox.s"],
    ["/", "keys.inbox./"],
    ["?", "keys.inbox.?"],
  ],
  ticket: [
    ["r", "keys.ticket.r"],
    ["n", "keys.ticket.n"],
    ["e", "keys.ticket.e"],
    ["a", "keys.ticket.a"],
    ["s", "keys.ticket.s"],
    ["z", "keys.ticket.z"],
    ["u", "keys.ticket.u"],
    ["?", "keys.ticket.?"],
  ],
  notices: [
    ["j k", "keys.notices.j"],
    ["o", "keys.notices.o"],
    ["e", "keys.notices.e"],
    ["?", "keys.notices.?"],
  ],
} as const;

/** Which keys there are, where they work; `?` brings them into sight. Whoever wants none switches them off. */
export function DeskKeys({ on }: { on: keyof typeof keys }) {
  const t = useT();
  return (
    <div className="desk-keys" id="keys" tabIndex={-1} data-keys={on}>
      {keys[on].map(([pressed, says]) => (
        <span key={pressed} className="desk-key">
          {pressed.split(" ").map((key) => (
            <Fragment key={key}>
              <Kbd>{key}</Kbd>{" "}
            </Fragment>
          ))}
          {t(says)}
        </span>
      ))}
      <button
        type="button"
        className="button button-plain button-small"
        data-keys-switch=""
        data-on={t("keys.switch.on")}
        data-off={t("keys.switch.off")}
        hidden
      />
    </div>
  );
}
