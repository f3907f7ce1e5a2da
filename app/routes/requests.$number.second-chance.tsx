import { giveSecondChance } from "../domain/tickets/give-second-chance.server.ts";
import { appealAction } from "./requests.$number._index/appeal-action.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester was not content, and wants it looked at again by somebody else. */
export const action = appealAction(giveSecondChance);
