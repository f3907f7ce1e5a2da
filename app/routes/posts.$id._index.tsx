import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { pathOfPost } from "../domain/threads/post-path.server.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";

/** A post's own address, for ever: leads to it on whichever page of its thread it now is. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => redirect(await pathOfPost(await viewerOf(request), idParam(params.id))));

/** Never seen: it makes a page of the address, so that what is not there is said on one. */
export default function Permalink() {
  return null;
}
