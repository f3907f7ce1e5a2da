import { createHash } from "node:crypto";
import { type Preview, PreviewCard } from "../../components/preview-card.tsx";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import { siteSettings } from "../../domain/settings/settings.server.ts";
import { defaultLocale, isLocale } from "../../i18n/locales.ts";
import { type Translate, translator } from "../../i18n/translate.ts";
import { draw, drawable, findDrawing } from "../../platform/drawing.server.ts";
import { limit } from "../../platform/rate-limit.server.ts";

type Shown = Omit<Preview, "siteName">;

interface Asked {
  request: Request;
  context: { clientAddress: string };
}

/**
 * The picture of a page, named by what is on it: drawn once, and sent to nobody who has it. The caller has seen to it
 * that anybody may read the page.
 */
export async function answerPreview({ request, context }: Asked, show: (t: Translate) => Shown): Promise<Response> {
  const [{ locale }, { siteName }] = await Promise.all([viewerOf(request), siteSettings()]);
  const shown = show(translator(isLocale(locale) ? locale : defaultLocale, "UTC"));
  const preview = { ...shown, siteName: drawable(siteName) ?? "" };
  const name = createHash("sha256").update(JSON.stringify(preview)).digest("base64url");
  // Kept by others, but asked for anew each time: what has been hidden is gone at once.
  const headers = { ETag: `"${name}"`, "Cache-Control": "public, no-cache", "Content-Type": "image/png" };
  if (request.headers.get("If-None-Match")?.includes(name)) return new Response(null, { status: 304, headers });
  const png = findDrawing(name) ?? (await drawLimited(name, preview, context.clientAddress));
  return new Response(png as BodyInit, { headers });
}

/** Drawing is what costs; what has been drawn anybody may fetch as often as they like. */
async function drawLimited(name: string, preview: Preview, address: string) {
  await limit("preview", [address]);
  return draw(name, <PreviewCard {...preview} />);
}

/** What the typeface can draw of a title and a category; a name is left out whole rather than mangled. */
export const shownWords = (title: string, category?: string): Pick<Shown, "title" | "category"> => ({
  title: drawable(title),
  category: category === undefined ? undefined : drawable(category),
});
