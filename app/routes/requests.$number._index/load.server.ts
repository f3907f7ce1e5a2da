import { createHash } from "node:crypto";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { answersOfTicket } from "../../domain/answers/answers.server.ts";
import { requireRequest } from "../../domain/tickets/requests.server.ts";

/** What the page of a request shows, and by which name it is known until something in it changes. */
export async function loadRequest(viewer: Viewer, number: number) {
  const request = await requireRequest(viewer, number);
  const all = await answersOfTicket(viewer, number);
  const answers = all.filter(({ version, retractedAt }) => version > 0 && retractedAt === null);
  const version = createHash("sha256")
    .update(JSON.stringify([request, answers]))
    .digest("base64url")
    .slice(0, 16);
  return { request, answers, version };
}
