import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { createElement } from "react";
import { transformWithEsbuild } from "vite";
import { describe, expect, test } from "vitest";
import { Avatar } from "../../app/components/avatar.tsx";
import { DuePill } from "../../app/components/due-pill.tsx";
import { themeIn } from "../../app/components/theme.ts";
import { locales } from "../../app/i18n/locales.ts";
import { screenNames } from "../../app/routes/dev.components/gallery.tsx";
import { formMarkup, laneMarkup, markup, pageMarkup } from "./markup.tsx";

const all = (html: string, attribute: string) =>
  [...html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, "g"))].map(([, value = ""]) => value);

describe.each([null, ...screenNames])("the components on screen %s", (screen) => {
  const html = pageMarkup(screen);

  test("carry no inline style, script or handler, which the page's policy would refuse", () => {
    expect(html).not.toMatch(/ style=|<script|<style| on[a-z]+="/);
  });

  test("name every control and region by something that is there", () => {
    const ids = new Set(all(html, "id"));
    const wanted = ["for", "aria-labelledby", "aria-describedby", "popovertarget"].flatMap((name) => all(html, name));
    expect(wanted.flatMap((list) => list.split(" ")).filter((id) => !ids.has(id))).toEqual([]);
  });

  test("never put a form into a form, of which a browser makes something else", () => {
    const marks = [...html.matchAll(/<(\/?)form\b/g)].map(([, close]) => (close ? -1 : 1));
    expect(marks.every((mark, index) => mark === (index % 2 === 0 ? 1 : -1))).toBe(true);
  });

  test("use each id once", () => {
    const ids = all(html, "id");
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test("draw no icon that isn't in the sprite", () => {
    const ids = new Set(all(html, "id"));
    const used = all(html, "href").filter((href) => href.startsWith("#icon-"));
    expect(used.filter((href) => !ids.has(href.slice(1)))).toEqual([]);
  });

  test.each(locales)("can be written in %s", (locale) => {
    expect(pageMarkup(screen, locale)).toContain("</main>");
  });
});

describe("a form that was refused", () => {
  const html = formMarkup({
    problem: { code: "invalid_form", fields: { title: "too_short" } },
    typed: { title: '<b>"wifi"', password: "secret" },
  });

  test("is read aloud, and leads to the field that is wrong", () => {
    expect(html).toContain('role="alert"');
    expect(html).toContain('<a href="#field-title">Title: ');
    expect(html).toMatch(/aria-describedby="field-title-error" aria-invalid="true"/);
  });

  test("keeps what was typed, as text, but never a password", () => {
    expect(html).toContain('value="&lt;b&gt;&quot;wifi&quot;"');
    expect(html).not.toContain("secret");
  });
});

describe("small things", () => {
  test("the private lane says in words who reads it", () => {
    expect(laneMarkup("requester")).toContain("Only you and our staff see this");
    expect(laneMarkup("staff")).toContain("Requester and staff");
  });

  test("a due time says in, over or whose turn it is", () => {
    const now = new Date("2026-11-03T12:00:00Z");
    const pill = (minutes: number, paused?: string) =>
      markup(createElement(DuePill, { due: new Date(now.getTime() + minutes * 60_000), now, paused }));
    expect(pill(38)).toContain("due in 38 min");
    expect(pill(-130)).toContain("overdue by 2 h 10 min");
    expect(pill(38, "her turn")).not.toContain("due in");
  });

  test("initials are found in every script, and in none", () => {
    const initials = (name: string) =>
      /aria-hidden="true">([^<]*)<\/span>/.exec(markup(createElement(Avatar, { name })))?.[1];
    expect(["Vera Lindqvist", "عمر حداد", "kim_h", "🦊", ""].map(initials)).toEqual(["VL", "عح", "KH", "?", "?"]);
  });

  test("a theme that nobody offers is the device's own", () => {
    expect(themeIn("a=1; theme=dark")).toBe("dark");
    expect(themeIn("theme=neon")).toBe("auto");
    expect(themeIn(null)).toBe("auto");
  });

  test("the whole style sheet stays under 20 KB on the wire", async () => {
    const sheets = ["app/styles", "app/components"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".css"))
        .map((file) => readFileSync(`${folder}/${file}`, "utf8")),
    );
    // As the build sends it: without comments and blanks.
    const { code } = await transformWithEsbuild(sheets.join("\n"), "app.css", { minify: true });
    expect(gzipSync(code).length).toBeLessThan(20_000);
  });
});
