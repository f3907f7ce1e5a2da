import { type CSSProperties, Fragment, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Translate } from "../i18n/translate.ts";

/** What a mail says, once: both of its parts are made from this. */
export interface MailParts {
  siteName: string;
  subject: string;
  /** The sentence at the top: what happened. */
  heading: string;
  /** Plain paragraphs below it. */
  paragraphs?: string[];
  /** Words of somebody's, set apart; only what this reader may see. */
  quote?: string;
  /** What it lists: a line and an address each, and somebody's words where that line tells of them. */
  items?: { label: string; url: string; quote?: string }[];
  /** A code to be typed, shown large. */
  code?: string;
  /** Where to go; addresses are absolute. */
  links?: { label: string; url: string }[];
  /** Why this reader gets it. */
  reason: string;
  /** How to get no more of it. */
  stops?: { label: string; url: string }[];
}

/** Both parts of a mail, in the translator's language. */
export function composeMail(t: Translate, parts: MailParts) {
  return { subject: parts.subject, text: textPart(parts), html: htmlPart(t, parts) };
}

function textPart(parts: MailParts) {
  const { heading, paragraphs = [], quote, items = [], code, links = [], reason, stops = [], siteName } = parts;
  const blocks = [
    heading,
    ...items.map(({ label, url, quote }) => `- ${label}\n  ${url}${quote ? `\n\n${quote.replace(/^/gm, "> ")}` : ""}`),
    ...paragraphs,
    quote ? quote.replace(/^/gm, "> ") : "",
    code,
    ...links.map(({ label, url }) => `${label}:\n${url}`),
    [`-- \n${siteName}\n${reason}`, ...stops.map(({ label, url }) => `${label}: ${url}`)].join("\n"),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

// Mail programs read no style sheets: every element carries its own style.
const style = {
  body: { margin: 0, padding: "24px 12px", background: "#f6f4ef", color: "#23211c" },
  card: { maxWidth: "34em", margin: "0 auto", padding: "24px", background: "#fefdfb", borderTop: "4px solid #0e5b48" },
  site: { margin: "0 0 16px", fontSize: "14px", color: "#615d54" },
  heading: { margin: "0 0 16px", fontSize: "20px", lineHeight: 1.3 },
  paragraph: { margin: "0 0 16px", whiteSpace: "pre-line" },
  quote: { margin: "0 0 16px", padding: "0 0 0 12px", borderLeft: "3px solid #cfcabd", whiteSpace: "pre-line" },
  code: { margin: "0 0 16px", fontSize: "28px", fontWeight: 700, letterSpacing: "4px", fontFamily: "monospace" },
  items: { margin: "0 0 16px", padding: "0 0 0 20px" },
  item: { margin: "0 0 8px" },
  links: { margin: "24px 0" },
  button: {
    display: "inline-block",
    margin: "0 12px 12px 0",
    padding: "8px 18px",
    border: "2px solid #0e5b48",
    borderRadius: "6px",
    background: "#0e5b48",
    color: "#ffffff",
    textDecoration: "none",
    fontWeight: 600,
  },
  second: { background: "#fefdfb", color: "#0e5b48" },
  stop: { color: "#0e5b48" },
  reason: {
    margin: "24px 0 0",
    paddingTop: "12px",
    borderTop: "1px solid #e4e0d6",
    fontSize: "14px",
    color: "#615d54",
  },
} satisfies Record<string, CSSProperties>;

const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

function htmlPart(t: Translate, parts: MailParts) {
  return `<!doctype html>${renderToStaticMarkup(<Document t={t} parts={parts} />)}`;
}

function Document({ t, parts }: { t: Translate; parts: MailParts }): ReactElement {
  return (
    <html lang={t.locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{parts.subject}</title>
      </head>
      <body style={{ ...style.body, fontFamily: font, fontSize: "16px", lineHeight: 1.5 }}>
        <div style={style.card}>
          <p style={style.site}>{parts.siteName}</p>
          <Message parts={parts} />
          <Reason parts={parts} />
        </div>
      </body>
    </html>
  );
}

/** Why, and how to end it: every mail but a sign-in code says both. */
function Reason({ parts: { reason, stops = [] } }: { parts: MailParts }) {
  return (
    <p style={style.reason}>
      {reason}
      {stops.map(({ label, url }) => (
        <Fragment key={url}>
          <br />
          <a href={url} style={style.stop}>
            {label}
          </a>
        </Fragment>
      ))}
    </p>
  );
}

function Message({ parts }: { parts: MailParts }) {
  const { heading, paragraphs = [], quote, items = [], code, links = [] } = parts;
  return (
    <>
      <h1 style={style.heading}>{heading}</h1>
      {items.length > 0 ? (
        <ul style={style.items}>
          {items.map(({ label, url, quote }) => (
            <li key={url} style={style.item}>
              <a href={url} style={style.stop}>
                {label}
              </a>
              <Quote words={quote} />
            </li>
          ))}
        </ul>
      ) : null}
      {paragraphs.map((paragraph) => (
        <p key={paragraph} style={style.paragraph}>
          {paragraph}
        </p>
      ))}
      <Quote words={quote} />
      {code ? <p style={style.code}>{code}</p> : null}
      <p style={style.links}>
        {links.map(({ label, url }, index) => (
          <a key={url} href={url} style={index === 0 ? style.button : { ...style.button, ...style.second }}>
            {label}
          </a>
        ))}
      </p>
    </>
  );
}

function Quote({ words }: { words: string | undefined }) {
  if (!words) return null;
  return (
    <blockquote style={style.quote} dir="auto">
      {words}
    </blockquote>
  );
}
