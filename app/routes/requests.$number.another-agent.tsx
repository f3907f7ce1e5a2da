import { askForAnother } from "../domain/tickets/ask-for-another.server.ts";
import { appealAction } from "./requests.$number._index/appeal-action.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester asks for another agent. */
export const action = appealAction(askForAnother);
