import { NotFound } from "../platform/errors.ts";
import { asResponse } from "../platform/http.server.ts";

/** An address that leads nowhere: answered by a route, so that the page around it knows who is asking. */
export function loader() {
  throw asResponse(new NotFound());
}

export const action = loader;

export default function Nowhere() {
  return null;
}
