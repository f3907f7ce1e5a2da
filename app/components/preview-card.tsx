import type { CSSProperties, ReactNode } from "react";

export interface Preview {
  siteName: string;
  /** What it is: "Solved", "Answer from the company". */
  kind: string;
  tone: "open" | "solved" | "company";
  /** Nothing when the typeface cannot draw it: then the card says what it is, and where. */
  title?: string;
  category?: string;
}

// A picture has no style sheet and no dark theme: the light theme's colours, as they stand in tokens.css.
const GROUND = "#f6f4ef";
const INK = "#24211b";
const SOFT = "#545048";
const tones = {
  open: { ink: "#8a4b08", tint: "#fcefdc" },
  solved: { ink: "#1c6331", tint: "#e2f4e3" },
  company: { ink: "#0b5a46", tint: "#dff1ea" },
} as const;
const BRAND = "#0b5a46";

const frame: CSSProperties = {
  display: "flex",
  flexDirection: "column",
  width: "100%",
  height: "100%",
  boxSizing: "border-box",
  padding: "56px 72px",
  borderTop: `16px solid ${BRAND}`,
  background: GROUND,
  color: INK,
};

/** What is shown where somebody shares a page: read at the size of a stamp, so little of it and large. */
export function PreviewCard({ siteName, kind, tone, title, category }: Preview) {
  return (
    <div style={frame}>
      <div style={{ display: "flex", alignItems: "center", gap: 24, fontSize: 32 }}>
        <Mark tone={tone}>{kind}</Mark>
        {category ? <div style={{ color: SOFT, ...oneLine }}>{category}</div> : null}
      </div>
      <div style={{ display: "flex", flexGrow: 1, alignItems: "center" }}>
        {title ? <Title>{title}</Title> : <Sign size={220} />}
      </div>
      <div style={{ display: "flex", alignItems: "center", gap: 18, fontSize: 36, fontWeight: 600, color: BRAND }}>
        <Sign size={48} />
        <div style={oneLine}>{siteName}</div>
      </div>
    </div>
  );
}

const oneLine: CSSProperties = { display: "block", lineClamp: 1 };

function Mark({ tone, children }: { tone: Preview["tone"]; children: ReactNode }) {
  const { ink, tint } = tones[tone];
  return (
    <div style={{ padding: "8px 22px 10px", borderRadius: 10, background: tint, color: ink, fontWeight: 600 }}>
      {children}
    </div>
  );
}

/** The longer, the smaller; what does not fit in the end is cut with a mark. */
function Title({ children }: { children: string }) {
  const [fontSize, lineClamp] = children.length <= 50 ? [76, 3] : children.length <= 110 ? [60, 4] : [48, 5];
  const style: CSSProperties = { display: "block", fontSize, lineClamp, lineHeight: 1.18, fontWeight: 600 };
  return <div style={{ ...style, wordBreak: "break-word", maxWidth: 1056 }}>{children}</div>;
}

/** The sign of the house (wordmark.tsx), in strokes of its own. */
function Sign({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke={BRAND} strokeWidth="2.6">
      <title>Answerloop</title>
      <circle cx="10.5" cy="12" r="7" />
      <path d="M17.5 5v9.5a4.5 4.5 0 0 0 4 4.5" strokeLinecap="round" />
    </svg>
  );
}
