import { askForSupervisor } from "../domain/tickets/ask-for-another.server.ts";
import { appealAction } from "./requests.$number._index/appeal-action.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester asks for a supervisor. */
export const action = appealAction(askForSupervisor);
