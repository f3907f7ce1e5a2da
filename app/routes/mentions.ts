import type { LoaderFunctionArgs } from "@remix-run/node";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { colleaguesLike, namesLike } from "../domain/threads/mentions.server.ts";
import { handleLoader } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

/** People whose name or handle begins so, for the editor's script; of the desk alone where a note is written. */
export const loader = ({ request, context }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    await limit("suggest", [context.clientAddress, viewer.id ? `account:${viewer.id}` : ""]);
    const { searchParams } = new URL(request.url);
    const like = searchParams.get("of") === "desk" ? colleaguesLike : namesLike;
    const people = await like(viewer, searchParams.get("q") ?? "");
    return Response.json({ people }, { headers: { "Cache-Control": "private, no-store" } });
  });
