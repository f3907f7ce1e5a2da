import { describe, expect, test } from "vitest";
import { plainHtml } from "../../app/platform/markdown/escape.ts";
import { isSafeLink } from "../../app/platform/markdown/links.ts";
import { renderHtml } from "../../app/platform/markdown/render-html.ts";

const rel = 'rel="nofollow ugc noopener"';

describe("links", () => {
  test.each(["https://a.example/x", "HTTP://a.example", "mailto:a@b.example", "/threads/1", "#post-2", "?page=2"])(
    "people may link to %s",
    (href) => {
      expect(isSafeLink(href)).toBe(true);
    },
  );

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "\u0001javascript:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "data:image/png;base64,AAAA",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:null/x",
    "ftp://a.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\\\\evil.example",
    "page",
    "./page",
    "https:evil.example",
    "https:///",
    "https://bank.example@evil.example/",
    "https://user:secret@a.example/",
    `https://a.example/${"x".repeat(2_048)}`,
    "",
  ])("people may not link to %j", (href) => {
    expect(isSafeLink(href)).toBe(false);
  });

  test.each([
    "[a](javascript:alert(1))",
    "[a](java&Tab;script:x)",
    "[a](&#106;avascript:x)",
    "[a](//evil.example)",
    "[a](page)",
  ])("%s stays the text that was typed", (source) => {
    expect(renderHtml(source)).not.toContain("<a ");
  });

  test("links to other sites pass no reputation and no window, links to our own are plain", () => {
    expect(renderHtml("[x](https://a.example)")).toContain(`<a href="https://a.example" ${rel}>x</a>`);
    expect(renderHtml("[x](/threads/1 'title')")).toContain('<a href="/threads/1" title="title">x</a>');
    expect(renderHtml("[x]\n\n[x]: https://a.example")).toContain(`<a href="https://a.example" ${rel}>x</a>`);
  });

  test("addresses in plain words become links when they begin with a scheme or www", () => {
    expect(renderHtml("see https://a.example/b.")).toContain(
      `<a href="https://a.example/b" ${rel}>https://a.example/b</a>.`,
    );
    expect(renderHtml("see www.a-firm.com/x")).toContain(
      `<a href="http://www.a-firm.com/x" ${rel}>www.a-firm.com/x</a>`,
    );
    expect(renderHtml("write to a@firm.com")).toContain('<a href="mailto:a@firm.com">a@firm.com</a>');
  });

  test.each(["run setup.py", "open readme.md", "use firm.com", "ftp://a.example/x", "//a.example/x"])(
    "%j holds no link",
    (source) => {
      expect(renderHtml(source)).not.toContain("<a ");
    },
  );
});

describe("images", () => {
  test("a picture on our own site is shown, and loads when it comes into view", () => {
    expect(renderHtml("![the *panel*](/files/1/panel.png)")).toContain(
      '<img src="/files/1/panel.png" alt="the panel" loading="lazy">',
    );
  });

  test("a picture on another site becomes a link, so that its host learns nothing of our readers", () => {
    const html = renderHtml("![the *panel*](https://a.example/p.png) ![](https://a.example/q.png)");
    expect(html).not.toContain("<img");
    expect(html).toContain(`<a href="https://a.example/p.png" ${rel}>the panel</a>`);
    expect(html).toContain(`<a href="https://a.example/q.png" ${rel}>https://a.example/q.png</a>`);
  });

  test("a picture within a link leaves the link and its words", () => {
    const html = renderHtml("[![logo](https://a.example/p.png)](https://b.example)");
    expect(html).toContain(`<a href="https://b.example" ${rel}>logo</a>`);
    expect(html.match(/<a /g)).toHaveLength(1);
  });

  test.each(["/search?q=x", "data:image/png;base64,AAAA", "//a.example/p.png", "p.png"])(
    "%s is never loaded",
    (source) => {
      expect(renderHtml(`![x](${source})`)).not.toContain("<img");
    },
  );
});

describe("blocks", () => {
  test("HTML is shown as text", () => {
    const html = renderHtml("<b onclick=x>hi</b>\n\n<script>alert(1)</script>");
    expect(html).not.toMatch(/<(b|script)\b/);
    expect(html).toContain("&lt;script&gt;");
  });

  test("headings stand below the page's own, and have no ids", () => {
    const html = renderHtml("# a\n## b\n### c\n#### d\n##### e\n###### f\n\ng\n===");
    expect([...html.matchAll(/<h(\d)/g)].map((match) => match[1])).toEqual(["3", "4", "5", "6", "6", "6", "3"]);
    expect([...html.matchAll(/<\/h(\d)/g)].map((match) => match[1])).toEqual(["3", "4", "5", "6", "6", "6", "3"]);
    expect(html).not.toContain("id=");
  });

  test("a line break that was typed is a line break", () => {
    expect(renderHtml("one\ntwo")).toContain("one<br>\ntwo");
  });

  test("each outermost block finds its own direction, and code always runs from left to right", () => {
    expect(renderHtml("שלום\n\n> a\n\n- b\n\n# c")).toBe(
      '<p dir="auto">שלום</p>\n<blockquote dir="auto">\n<p>a</p>\n</blockquote>\n' +
        '<ul dir="auto">\n<li>b</li>\n</ul>\n<h3 dir="auto">c</h3>\n',
    );
    expect(renderHtml("    x")).toContain('<pre dir="ltr">');
  });

  test("a table scrolls in a box that the keyboard reaches, named by its headings", () => {
    const html = renderHtml('| a | "b" **c** |\n|:--|--:|\n| 1 | 2 |');
    expect(html).toContain(
      '<div class="table-scroll" dir="auto" tabindex="0" role="group" aria-label="a, &quot;b&quot; c">',
    );
    expect(html).toContain('<th class="align-left">a</th>');
    expect(html).toContain('<td class="align-right">2</td>');
    expect(html).toContain("</table></div>");
    expect(html).not.toContain("style=");
  });

  test("a table whose headings are empty has no name", () => {
    expect(renderHtml("| | |\n|-|-|\n| 1 | 2 |")).toContain('<div class="table-scroll" dir="auto" tabindex="0">');
  });
});

describe("code", () => {
  test("a language we know is coloured by classes", () => {
    const html = renderHtml("```JS title=x\nconst a = 1 < 2\n```");
    expect(html).toContain('<pre dir="ltr"><code class="hljs language-js"><span class="hljs-keyword">const</span>');
    expect(html).toContain("&lt; <");
  });

  test.each(["", "nonsense", "constructor", "__proto__", 'js" onclick="x', "markdown"])("```%s is plain", (info) => {
    const html = renderHtml(`\`\`\`${info}\nconst a = "<b>"\n\`\`\``);
    if (!info.startsWith("js"))
      expect(html).toBe('<pre dir="ltr"><code>const a = &quot;&lt;b&gt;&quot;\n</code></pre>\n');
    expect(html).not.toContain("onclick");
  });

  test("a block too long to colour in time keeps its text", () => {
    const html = renderHtml(`\`\`\`js\n${"let a;\n".repeat(2_000)}\`\`\``);
    expect(html).toContain('<code class="hljs language-js">let a;');
    expect(html).not.toContain("<span");
  });
});

describe("bounds", () => {
  test("short rows can't multiply a wide table", () => {
    const columns = 100;
    const source = `${"|a".repeat(columns)}|\n${"|-".repeat(columns)}|\n${"|x\n".repeat(2_000)}`;
    expect(renderHtml(source).length).toBeLessThan(source.length * 20);
  });

  test("a table that is written out is never cut", () => {
    const html = renderHtml(`|a|b|\n|-|-|\n${"|1|2|\n".repeat(5_000)}`);
    expect(html.match(/<tr>/g)).toHaveLength(5_001);
  });

  test("a long address under a short name is not repeated without end, and its words stay", () => {
    const source = `[a]: /${"x".repeat(2_000)}\n\n${"[a] ".repeat(15_000)}`;
    const html = renderHtml(source);
    expect(html.length).toBeLessThan(400_000);
    expect(html.match(/\ba\b/g)?.length).toBeGreaterThan(15_000);
  });

  test("every address is looked for in time that grows with the text only", () => {
    const started = performance.now();
    renderHtml("`https://a.example/".repeat(3_500));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

test("text that can't be rendered keeps its paragraphs, lines and marks", () => {
  expect(plainHtml('a *b*\r\n<c>\n\n\n"d" & e\0')).toBe(
    '<p dir="auto">a *b*<br>\n&lt;c&gt;</p>\n<p dir="auto">&quot;d&quot; &amp; e\uFFFD</p>\n',
  );
});
