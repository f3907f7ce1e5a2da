import type { LoaderFunctionArgs } from "@remix-run/node";
import { prisma } from "../platform/db.server.ts";
import { hasDevPages } from "../platform/env.server.ts";
import { NotFound } from "../platform/errors.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";

/** The HTML part of a mail, as its reader's mail program would show it: no scripts, nothing from elsewhere. */
export const loader = ({ params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    if (!hasDevPages()) throw new NotFound();
    const mail = await prisma.mail.findUnique({ where: { id: idParam(params.id) } });
    if (!mail) throw new NotFound();
    const headers = {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation-by-user-activation",
    };
    return new Response(mail.html, { headers });
  });
