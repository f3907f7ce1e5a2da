import { makeWiki, unmakeWiki } from "../domain/threads/make-wiki.server.ts";
import { loadThreadOfPost } from "./threads.$number._index/load.server.ts";
import { postSwitch } from "./threads.$number._index/post-switch.server.ts";

export { default, meta } from "./threads.$number._index/route.tsx";

export const loader = loadThreadOfPost;

export const action = postSwitch(makeWiki, unmakeWiki);
