import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { TextInput } from "../components/text-input.tsx";
import { CODE_LENGTH, codeRequestInput } from "../domain/accounts/input.ts";
import { sendSignInCode } from "../domain/accounts/sign-in-codes.server.ts";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, localPath, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("code.title"), isUnlisted: true }));

/** The page to type the code into, for the address the code was sent to. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const { searchParams } = new URL(request.url);
    const redirectTo = localPath(searchParams.get("redirectTo"));
    const viewer = await viewerOf(request);
    if (viewer.kind !== "visitor" && viewer.kind !== "guest") throw redirect(redirectTo);
    return { redirectTo, email: searchParams.get("email") ?? "" };
  });

/** Sends a code; what the page says afterwards is the same whether anybody has that address. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await limit("sign_in_code", [context.clientAddress, String(form.get("email") ?? "")]);
    const { email } = parseForm(codeRequestInput, form);
    await sendSignInCode(email);
    const redirectTo = localPath(form.get("redirectTo"));
    return `/login/code?${new URLSearchParams({ email, redirectTo })}`;
  });

export default function EnterCode() {
  const t = useT();
  const { email, redirectTo } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  return (
    <PageLayout
      width="narrow"
      title={t("code.title")}
      lead={t("code.sent", { email: email || answer?.typed.email || "" })}
    >
      <Card>
        <PostForm answer={answer} action="/login/session">
          <input type="hidden" name="redirectTo" value={redirectTo} />
          <TextInput name="email" type="email" label={t("login.email")} defaultValue={email} autoComplete="username" />
          <TextInput
            name="code"
            label={t("code.label")}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={CODE_LENGTH + 4}
            autoFocus={email !== ""}
            className="code-input"
          />
          <Button variant="primary">{t("login.submit")}</Button>
        </PostForm>
      </Card>
      <p>
        <a href={`/login?redirectTo=${encodeURIComponent(redirectTo)}`}>{t("code.again")}</a>
      </p>
    </PageLayout>
  );
}
