import type { LoaderFunctionArgs } from "@remix-run/node";
import { handleLoader } from "../platform/http.server.ts";
import { threadFeed } from "./feeds.answers/thread-feed.server.ts";

/** What was asked or answered last */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(() =>
    threadFeed(request, { view: "latest" }, { page: "/", path: "/feeds/latest" }, (t) => t("feed.latest")),
  );
