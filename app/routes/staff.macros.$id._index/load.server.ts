import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "../../domain/accounts/viewer.server.ts";
import { readMacro } from "../../domain/macros/macros.server.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import { handleLoader, idParam } from "../../platform/http.server.ts";

/** The macro's page, for its own address and for those of what is done to it. */
export const loadMacro = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const [macro, categories] = await Promise.all([readMacro(viewer, idParam(params.id)), listCategories(viewer)]);
    return {
      macro,
      categories: categories.map(({ id, name }) => ({ value: String(id), label: name })),
      now: new Date(),
    };
  });
