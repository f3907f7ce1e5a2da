import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { FormAnswer } from "../../app/components/form-answer.tsx";
import { IconSprite } from "../../app/components/icon.tsx";
import { PostForm } from "../../app/components/post-form.tsx";
import { PrivateLane } from "../../app/components/private-lane.tsx";
import { Shell } from "../../app/components/shell.tsx";
import { TextInput } from "../../app/components/text-input.tsx";
import type { Locale } from "../../app/i18n/locales.ts";
import { Language } from "../../app/i18n/use-t.tsx";
import { Gallery, type Screen } from "../../app/routes/dev.components/gallery.tsx";

/** The HTML of some components, as the server writes it. */
export function markup(content: ReactNode, locale: Locale = "en") {
  return renderToStaticMarkup(
    <Language locale={locale} timeZone="Europe/Berlin">
      {content}
    </Language>,
  );
}

/** A whole page of specimens with its frame. */
export function pageMarkup(screen: Screen | null, locale: Locale = "en") {
  return markup(
    <>
      <Shell
        siteName="Northwind"
        viewer={{ kind: "staff", name: "Ana" }}
        unread={3}
        isMailStopped={false}
        turns={1}
        surge={null}
        path="/dev/components"
        preferences={{ locale, theme: "auto" }}
      >
        <Gallery screen={screen} />
      </Shell>
      <IconSprite />
    </>,
    locale,
  );
}

export function formMarkup(answer: FormAnswer) {
  return markup(
    <PostForm answer={answer} labels={{ title: "Title" }}>
      <TextInput name="title" label="Title" />
      <TextInput name="password" label="Password" type="password" />
    </PostForm>,
  );
}

export const laneMarkup = (audience: "requester" | "staff") =>
  markup(<PrivateLane audience={audience}>What was said</PrivateLane>);
