import type { LoaderFunctionArgs } from "@remix-run/node";
import { handleLoader } from "../platform/http.server.ts";
import { threadFeed } from "./feeds.answers/thread-feed.server.ts";

/** What was solved */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(() =>
    threadFeed(request, { view: "solved" }, { page: "/?view=solved", path: "/feeds/solved" }, (t) => t("feed.solved")),
  );
