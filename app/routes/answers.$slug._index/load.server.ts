import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { languageTagOf } from "../../../search/language.ts";
import { browserOf } from "../../domain/accounts/browser.server.ts";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { findPublished, type PublishedAnswer } from "../../domain/answers/answers.server.ts";
import {
  answerSlugNow,
  findRetraction,
  threadsOfAnswer,
  versionsOfAnswer,
} from "../../domain/answers/library.server.ts";
import { saysAsVisitor } from "../../domain/answers/visitors-word.server.ts";
import { markSubjectRead } from "../../domain/notifications/mark-read.server.ts";
import { isDesk } from "../../domain/permissions.ts";
import { thingOf, wordOf } from "../../domain/threads/visitors-word.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { handleLoader, localPath, nameParam } from "../../platform/http.server.ts";
import { description } from "../../platform/markdown/description.ts";
import { leadOn } from "../../platform/moved.server.ts";

/** The page of an answer, or of its having been withdrawn. */
export const loadAnswer = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const slug = nameParam(params.slug);
    const answer = await findPublished(viewer, slug);
    const gone = () => withdrawn(viewer, slug);
    if (!answer) return data(await leadOn(request, slug, (old) => answerSlugNow(viewer, old), gone), { status: 410 });
    await markSubjectRead(viewer, { answerId: answer.id });
    return data(await published(viewer, answer, request));
  });

async function published(viewer: Viewer, answer: PublishedAnswer, request: Request) {
  const url = new URL(request.url);
  const [threads, versions, asVisitor] = await Promise.all([
    threadsOfAnswer(viewer, answer.id),
    versionsOfAnswer(answer.id),
    asVisitorOf(viewer, answer, request),
  ]);
  const isDue = answer.reviewDueAt !== null && answer.reviewDueAt <= new Date();
  return {
    kind: "published" as const,
    answer: { ...answer, isDue, description: description(answer.markdown) },
    threads,
    versions,
    isPublic: answer.isPublic,
    lang: languageTagOf(answer.markdown),
    said: saidIn(url, viewer),
    asVisitor,
    editHref: isDesk(viewer) ? `/staff/answers/${answer.id}` : null,
  };
}

/** What a browser without an account has said of this version, and where; null for whoever says it as somebody. */
async function asVisitorOf(viewer: Viewer, { id, version }: PublishedAnswer, request: Request) {
  if (!(await saysAsVisitor(viewer, id))) return null;
  const back = localPath(new URL(request.url).searchParams.get("back"), "");
  return {
    said: await wordOf(await browserOf(request), thingOf.answer(id, version)),
    back: /^\/threads\/\d+$/.test(back) ? back : null,
  };
}

async function withdrawn(viewer: Viewer, slug: string) {
  const retraction = await findRetraction(viewer, slug);
  if (!retraction) throw new NotFound();
  await markSubjectRead(viewer, { answerId: retraction.id });
  const editHref = isDesk(viewer) ? `/staff/answers/${retraction.id}` : null;
  return { kind: "withdrawn" as const, retractedAt: retraction.retractedAt, because: retraction.because, editHref };
}

/** The button in the mail that led here: it is shown chosen, and pressing it is still the reader's. */
function saidIn({ searchParams }: URL, viewer: Viewer): "worked" | "didnt" | null {
  const said = searchParams.get("said");
  return viewer.kind !== "visitor" && (said === "worked" || said === "didnt") ? said : null;
}
