import { localPath } from "../../platform/http.server.ts";

/** Where a form of the lane goes afterwards: the page it stood on, at the lane. */
export function backTo(form: FormData, number: number): string {
  const back = form.get("back");
  const [path] = localPath(typeof back === "string" ? back : null, `/requests/${number}`).split("#");
  return `${path}#request`;
}
