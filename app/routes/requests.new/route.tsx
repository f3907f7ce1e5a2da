import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { likelyCategory } from "../../../search/search.server.ts";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { EarlierCases, LatestCases } from "../../components/earlier-cases.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { requireMember, requireWriter } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { readFormWithFiles } from "../../domain/attachments/read-form.server.ts";
import { settleForm } from "../../domain/private-values/settle-form.server.ts";
import { earlierCases } from "../../domain/tickets/earlier-cases.server.ts";
import { type DirectInput, directInput } from "../../domain/tickets/input.ts";
import { isOpened, openRequest, openRequestFor } from "../../domain/tickets/open-request.server.ts";
import { useT } from "../../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, parseForm, typedIn } from "../../platform/http.server.ts";
import { limit } from "../../platform/rate-limit.server.ts";
import { DirectForm } from "./direct-form.tsx";
import { type LookFirst, loadDirectPage, publicLike } from "./load.server.ts";
import { PublicFirst } from "./public-first.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => loadDirectPage(await requireMember(request), new URL(request.url)));

export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request, read: readFormWithFiles }, async (form) => {
    const viewer = await requireWriter(request);
    await limit("ask", [context.clientAddress, `account:${viewer.id}`]);
    const input = await settleForm({ viewer, form }, parseForm(directInput, form), ["body", "desiredOutcome"]);
    const first = await lookFirst(viewer, input, form);
    if (first) return data(first) as unknown as Response;
    const { id } = await open(
      viewer,
      { ...input, categoryId: input.categoryId ?? (await fitting(viewer, input)) },
      form,
    );
    return `/requests/${id}`;
  });

/** Their own cases first, then what others have asked: each is shown once, and both together. */
async function lookFirst(viewer: Viewer, input: DirectInput, form: FormData): Promise<LookFirst | null> {
  if ((form.has("seen") && form.has("earlier")) || (await isOpened(viewer, input))) return null;
  const earlier = form.has("earlier") ? [] : await ownLike(viewer, input, form);
  const similar = form.has("seen") ? [] : await publicLike(viewer, input);
  return earlier.length + similar.length > 0 ? { earlier, similar, typed: typedIn(form) } : null;
}

const ownLike = (viewer: Viewer, { body, categoryId, privateValues }: DirectInput, form: FormData) =>
  earlierCases(viewer, { text: body, categoryId: categoryId ?? undefined, privateValues, grant: form.get("for") });

const open = (viewer: Viewer, input: DirectInput, form: FormData) =>
  form.has("for") ? openRequestFor(viewer, Number(form.get("for")), input) : openRequest(viewer, input);

const fitting = (viewer: Viewer, { body }: DirectInput) => likelyCategory(viewer, { title: "", text: body });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("direct.title"), isUnlisted: true }));

/** What is nobody else's business goes to staff at once; what others may know is better asked in public. */
export default function Direct() {
  const t = useT();
  const came = useActionData<FormAnswer | LookFirst>();
  const { latest, acting, now } = useLoaderData<typeof loader>();
  const looking = came && "similar" in came ? came : null;
  const { earlier = [], similar = [] } = looking ?? {};
  const isForAnother = Boolean(came?.typed.for ?? acting);
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/requests", label: t("requests.title") }]} />}
      title={t("direct.title")}
      lead={t("direct.lead")}
    >
      <EarlierCases cases={earlier} form="direct" now={now} isForAnother={isForAnother} />
      {came ? null : <LatestCases cases={latest} form="direct" now={now} isForAnother={isForAnother} />}
      <PublicFirst similar={similar} />
      <DirectForm
        refused={came && "problem" in came ? came : undefined}
        typed={came?.typed}
        isSeen={looking !== null}
      />
    </PageLayout>
  );
}
