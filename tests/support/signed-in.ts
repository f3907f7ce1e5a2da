import type { BrowserContextOptions, Page } from "playwright-core";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { openPage } from "./browser.ts";

/** A page in which somebody is signed in at a server. */
export async function pageOf(viewer: Viewer, origin: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openPage(options);
  const [name = "", value = ""] = ((await startSession(viewer.id, "Test")).split(";")[0] ?? "").split("=");
  await page.context().addCookies([{ name, value, url: origin }]);
  return page;
}

/** Does what leads to another page, and waits until that is there. */
export const loaded = (page: Page, act: () => Promise<unknown>) => Promise.all([page.waitForEvent("load"), act()]);
