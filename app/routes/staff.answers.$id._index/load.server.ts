import type { LoaderFunctionArgs } from "@remix-run/node";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import { answerForEditing } from "../../domain/answers/editor.server.ts";
import { handleLoader, idParam } from "../../platform/http.server.ts";

/** The answer on the desk, for its own address and for those of what is done to it. */
export const loadEdited = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => ({
    answer: await answerForEditing(await viewerOf(request), idParam(params.id)),
    now: new Date(),
  }));
