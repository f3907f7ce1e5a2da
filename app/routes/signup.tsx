import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { TextInput } from "../components/text-input.tsx";
import { NAME_MAX, signUpInput } from "../domain/accounts/input.ts";
import { sendSignInCode } from "../domain/accounts/sign-in-codes.server.ts";
import { signUp } from "../domain/accounts/sign-up.server.ts";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { refusePrivateName } from "../domain/private-values/settle-form.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, localPath, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("signup.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const redirectTo = localPath(new URL(request.url).searchParams.get("redirectTo"));
    const viewer = await viewerOf(request);
    if (viewer.kind !== "visitor" && viewer.kind !== "guest") throw redirect(redirectTo);
    return { redirectTo };
  });

/** Makes the account and mails the code that opens it. A known address gets a code for the account it has. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await limit("sign_up", [context.clientAddress, String(form.get("email") ?? "")]);
    const input = parseForm(signUpInput, form);
    const viewer = await viewerOf(request);
    await refusePrivateName(viewer, input, ["name"]);
    await signUp(input, viewer.locale, viewer.timeZone);
    await sendSignInCode(input.email);
    const redirectTo = localPath(form.get("redirectTo"));
    return `/login/code?${new URLSearchParams({ email: input.email, redirectTo })}`;
  });

export default function SignUp() {
  const t = useT();
  const { redirectTo } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  return (
    <PageLayout width="narrow" title={t("signup.title")} lead={t("signup.how")}>
      <Card>
        <PostForm answer={answer} action="/signup">
          <input type="hidden" name="redirectTo" value={redirectTo} />
          <TextInput
            name="name"
            label={t("signup.name")}
            hint={t("signup.name.hint")}
            autoComplete="name"
            maxLength={NAME_MAX}
            autoFocus
          />
          <TextInput
            name="email"
            type="email"
            label={t("login.email")}
            hint={t("signup.email.hint")}
            autoComplete="email"
          />
          <Button variant="primary">{t("signup.submit")}</Button>
        </PostForm>
      </Card>
      <p>
        {t("signup.known")} <a href={`/login?redirectTo=${encodeURIComponent(redirectTo)}`}>{t("shell.signin")}</a>
      </p>
    </PageLayout>
  );
}
