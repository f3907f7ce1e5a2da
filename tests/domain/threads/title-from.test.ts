import { expect, test } from "vitest";
import { saysLittle } from "../../../app/domain/threads/says-little.ts";
import { titleFrom } from "../../../app/domain/threads/title-from.ts";

test.each([
  [
    "Hello! My printer forgets the Wi-Fi after every restart. It is an X200.",
    "My printer forgets the Wi-Fi after every restart",
  ],
  ["**Kein WLAN** seit dem Update\n\nGerät: R3", "Kein WLAN seit dem Update"],
  ["プリンターがWi-Fiを忘れます。再起動のたびに。", "プリンターがWi-Fiを忘れます"],
  ["```\nERR_TIMEOUT at boot\n```", "ERR_TIMEOUT at boot"],
  ["Help", "Help"],
  ["![Photo of the panel](https://example.com/a.png)", "Photo of the panel"],
])("%j is called %j", (body, title) => expect(titleFrom(body)).toBe(title));

test("a long first sentence is cut at a word, an endless one anywhere", () => {
  expect(titleFrom(`It ${"hums and ".repeat(50)}stops.`)).toMatch(/^It (hums and )+(hums|and|hums and)…$/u);
  expect(titleFrom("a".repeat(5_000)).length).toBeLessThanOrEqual(100);
});

test.each([
  "Help",
  "help!!",
  "PLEASE HELP ME",
  "aaaa",
  "???",
  "Problem",
  "It's not working :(",
  "Hallo, dringend Hilfe!",
  "¡Ayuda!",
])("%j as a title says little", (title) => expect(saysLittle(title)).toBe(true));

test.each([
  "",
  "Wi-Fi",
  "Error 404",
  "E11",
  "Printer",
  "Help with Wi-Fi",
  "Help page is blank",
  "プリンター",
  "Ошибка при входе",
  "VPN",
])("%j as a title is left alone", (title) => expect(saysLittle(title)).toBe(false));
