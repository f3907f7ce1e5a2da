import { createElement } from "react";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { PreviewCard } from "../../app/components/preview-card.tsx";
import { draw, drawable, findDrawing } from "../../app/platform/drawing.server.ts";

const card = (title?: string) =>
  createElement(PreviewCard, { siteName: "Answerloop", kind: "Solved", tone: "solved", title, category: "Printers" });

describe("a preview", () => {
  test("is drawn once for all who wait, kept, and has the size that networks show whole", async () => {
    const title = "How do I reach the second access point? ".repeat(5);
    const [one, other] = await Promise.all([draw("long", card(title)), draw("long", card(title))]);
    expect(one).toBe(other);
    expect(findDrawing("long")?.equals(one)).toBe(true);
    expect(await sharp(one).metadata()).toMatchObject({ format: "png", width: 1200, height: 630 });
    expect(one.length).toBeLessThan(100_000);
  });

  test("that cannot be drawn keeps nobody behind it waiting", async () => {
    const broken = draw("broken", createElement("div", { style: { display: "no such thing" } }));
    const next = draw("next", card("Works"));
    await expect(broken).rejects.toThrow();
    expect((await next).length).toBeGreaterThan(1000);
  });

  test("is refused to whoever comes behind too many", async () => {
    const all = Array.from({ length: 30 }, async (_, index) => draw(`many ${index}`, card(String(index))));
    const results = await Promise.allSettled(all);
    const refused = results.filter(({ status }) => status === "rejected");
    expect(refused.length).toBe(18);
  });
});

describe("what a preview draws of a title:", () => {
  test.each([
    ["Printer forgets Wi-Fi 😡 after restart", "Printer forgets Wi-Fi after restart"],
    ["Drucker vergißt das WLAN", "Drucker vergißt das WLAN"],
    ["Принтер забывает сеть", "Принтер забывает сеть"],
    ["Ο εκτυπωτής ξεχνά", "Ο εκτυπωτής ξεχνά"],
    ["Lỗi máy in", "Lỗi máy in"],
    ["الطابعة تنسى الشبكة", undefined],
    ["プリンターが動かない", undefined],
    ["Printer 打印机 forgets 网络连接问题", undefined],
    ["The printer says 打印机 on its panel", "The printer says … on its panel"],
    ["😡😡😡", undefined],
  ])("%s", (title, drawn) => {
    expect(drawable(title)).toBe(drawn);
  });
});
