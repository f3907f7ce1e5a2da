import { data } from "@remix-run/node";

/** What is answered to a request that brings more than we take, instead of what it asked for. */
export function loader() {
  throw data({ code: "too_large" }, { status: 413 });
}

export default function TooLarge() {
  return null;
}
