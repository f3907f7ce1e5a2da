import { useActionData, useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "../../components/button.tsx";
import { MarkdownEditor } from "../../components/markdown-editor.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import replyDraft from "../../enhance/reply-draft.js?url&no-inline";
import { useT } from "../../i18n/use-t.tsx";
import type { FormAnswer } from "../../platform/http.server.ts";
import { Begun } from "./begun.tsx";
import type { ThreadPage } from "./load.server.ts";
import { ReplyNotice } from "./reply-notice.tsx";

/** Where one replies, at the end of the talk; for a visitor, the way there. */
export function ReplyForm() {
  const { may } = useLoaderData<ThreadPage>();
  const answer = useActionData<FormAnswer>();
  const typed = answer?.typed.body === undefined ? undefined : answer;
  // Somebody whose session ended while they wrote gets their text back.
  if (may.reply || typed) return <Form answer={typed} />;
  return may.isVisitor ? <SignInToReply /> : null;
}

function Form({ answer }: { answer?: FormAnswer }) {
  const t = useT();
  const page = useLoaderData<ThreadPage>();
  const { thread, question, may, submissionKey, quoted, begun } = page;
  const typed = answer?.typed;
  return (
    <div className="reply-part">
      <Begun answer={answer} />
      <PostForm
        action={`/threads/${thread.id}/replies`}
        className="form reply-form"
        id="reply"
        answer={answer}
        takesFiles
        labels={{ body: t("thread.reply.label") }}
        data-reply-draft={replyDraft}
        data-reply-draft-of={page.readerId}
        data-reply-draft-shown={typed ? "typed" : begun ? "draft" : undefined}
      >
        <ReplyNotice />
        <input type="hidden" name="submissionKey" value={submissionKey} />
        <input type="hidden" name="replyTo" value={typed?.replyTo ?? quoted?.id ?? begun?.replyTo ?? ""} />
        <input type="hidden" name="draft" value={(typed ? typed.draft : begun?.key) ?? ""} />
        <input type="hidden" name="draftAt" value={(typed ? typed.draftAt : begun?.at) ?? ""} />
        <MarkdownEditor
          name="body"
          label={t("thread.reply.label")}
          hint={may.replyFor ? t("acting.reply_for", { name: question.author.name }) : hintOf(t, page)}
          defaultValue={quoted?.text ?? begun?.body}
          takesFiles
          keptFiles={begun?.attachments}
        />
        <PrivateFinder fields={["body"]} />
        <div className="form-actions">
          <Button variant="primary" icon="send">
            {t("thread.reply.send")}
          </Button>
          {may.askForDetails ? (
            <Button formAction={`/threads/${thread.id}/details-request`} icon="circle-question-mark">
              {t("thread.details.ask")}
            </Button>
          ) : null}
        </div>
        {may.askForDetails ? <p className="field-hint">{t("thread.details.hint")}</p> : null}
      </PostForm>
    </div>
  );
}

/** What to bear in mind: as this person, and the first time. */
function hintOf(t: ReturnType<typeof useT>, { may, votes }: ThreadPage) {
  if (may.isAsker) return t("thread.reply.hint.asker");
  return t(votes?.isFirstReply ? "thread.reply.hint.first" : "thread.reply.hint");
}

function SignInToReply() {
  const t = useT();
  const { thread } = useLoaderData<ThreadPage>();
  return (
    <div className="reply-sign-in" id="reply">
      <p>{t("thread.reply.visitor")}</p>
      <ButtonLink href={`/login?redirectTo=${encodeURIComponent(`/threads/${thread.id}#reply`)}`} variant="primary">
        {t("thread.reply.sign_in")}
      </ButtonLink>
    </div>
  );
}
