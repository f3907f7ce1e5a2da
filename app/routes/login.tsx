import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { TextInput } from "../components/text-input.tsx";
import { signInInput } from "../domain/accounts/input.ts";
import { startSession } from "../domain/accounts/sessions.server.ts";
import { signIn } from "../domain/accounts/sign-in.server.ts";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, localPath, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("login.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const redirectTo = localPath(new URL(request.url).searchParams.get("redirectTo"));
    const viewer = await viewerOf(request);
    if (viewer.kind !== "visitor" && viewer.kind !== "guest") throw redirect(redirectTo);
    return { redirectTo };
  });

export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await limit("sign_in", [context.clientAddress, String(form.get("email") ?? "")]);
    const account = await signIn(parseForm(signInInput, form));
    const cookie = await startSession(account.id, request.headers.get("User-Agent"));
    return redirect(localPath(form.get("redirectTo")), {
      headers: { "Set-Cookie": cookie },
      status: 303,
    });
  });

export default function Login() {
  const t = useT();
  const { redirectTo } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  const back = encodeURIComponent(redirectTo);
  return (
    <PageLayout width="narrow" title={t("login.title")} lead={isThread(redirectTo) ? t("login.back") : undefined}>
      <Card>
        <PostForm answer={answer} action="/login">
          <input type="hidden" name="redirectTo" value={redirectTo} />
          <TextInput name="email" type="email" label={t("login.email")} autoComplete="username" autoFocus />
          <TextInput name="password" type="password" label={t("login.password")} autoComplete="current-password" />
          <Button variant="primary">{t("login.submit")}</Button>
        </PostForm>
      </Card>
      <Card title={t("login.or")}>
        <PostForm action="/login/code">
          <input type="hidden" name="redirectTo" value={redirectTo} />
          <TextInput
            id="code-email"
            name="email"
            type="email"
            label={t("login.email")}
            hint={t("login.code.hint")}
            autoComplete="username"
          />
          <Button>{t("login.code.send")}</Button>
        </PostForm>
      </Card>
      <p>
        {t("login.new")} <a href={`/signup?redirectTo=${back}`}>{t("login.signup")}</a>
      </p>
    </PageLayout>
  );
}

/** They came from something they wanted to say there. */
const isThread = (path: string) => /^\/(threads|posts|answers)\//.test(path);
