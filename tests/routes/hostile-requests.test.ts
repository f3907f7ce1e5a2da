import { beforeAll, describe, expect, test } from "vitest";
import { env } from "../../app/platform/env.server.ts";
import { confusedBodies } from "../fixtures/hostile-fields.ts";
import { openRoutes, type Routes } from "../fixtures/hostile-routes.ts";
import { fingerprints } from "../fixtures/stored-texts.ts";

const PATIENCE_MS = 300_000;

let routes: Routes;

beforeAll(async () => {
  routes = await openRoutes();
}, PATIENCE_MS);

/** What reading may write: how often somebody came, what they have seen, and until when they stay signed in. */
const COUNTERS = {
  RateLimit: ["*"],
  WorkerHeartbeat: ["*"],
  Session: ["expiresAt"],
  Thread: ["viewCount"],
  Notification: ["readAt"],
  TicketLook: ["*"],
};

/** Opened by a signature in the address and by no cookie: mail programs send it, and name no origin (RFC 8058). */
const SIGNED = ["/unsubscribe"];

const form = (fields: Record<string, string>) => new URLSearchParams(fields);

describe("who sends a form", () => {
  const origins = [
    undefined,
    "null",
    "",
    "https://evil.example",
    `${env.ORIGIN}.evil.example`,
    env.ORIGIN.replace(/\d+$/, "1"),
    `${env.ORIGIN}@evil.example`,
    "file://",
  ];

  test(
    "every action refuses the forms of other pages, whoever is signed in, and nothing changes",
    async () => {
      const all = routes.all.filter(({ hasAction, pattern }) => hasAction && !pattern.includes("*"));
      const actions = all.filter(({ pattern }) => !SIGNED.includes(pattern));
      expect(actions.length).toBeGreaterThan(35);
      const before = await fingerprints(COUNTERS);
      const wrong: string[] = [];
      for (const route of actions) {
        for (const [turn, origin] of origins.entries()) {
          const viewer = ["lead", "customer", "visitor"][turn % 3] ?? "visitor";
          const headers: Record<string, string> = origin === undefined ? {} : { Origin: origin };
          const body = form({ is: "on", body: "x", email: "a@example.com", name: "x", locale: "en", theme: "dark" });
          const method = ["POST", "PUT", "DELETE", "PATCH"][turn % 4];
          const status = await routes.send(viewer, route, route.urls[0] ?? "/", { method, body, headers });
          if (status !== 403) wrong.push(`${method} ${route.pattern} from ${origin}: ${status}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(await fingerprints(COUNTERS)).toEqual(before);
    },
    PATIENCE_MS,
  );

  test("a page's own forms are taken: the refusal above is for the reason it says", async () => {
    const preferences = routes.all.find(({ pattern }) => pattern === "/preferences");
    const init = { method: "POST", body: form({ theme: "dark" }), headers: { Origin: env.ORIGIN } };
    expect(preferences && (await routes.send("visitor", preferences, "/preferences", init))).toBe(303);
  });
});

describe("reading", () => {
  const junk = [
    "is=on&body=x&after=%00&before=-1.9999999999&page=1e9&q=%27%00%E2%80%AE&view=__proto__&to=%00&sort[]=x&draft=%00&said=x",
    "after=9999999999999.9999999999&q=a%26!%7C(&view=mine&view=x&category=%00&tag=%00&language=%00&from=x&to=x&state=%00",
    "before=1e300&after=NaN&q=&page=-1&cursor=%FF&redirectTo=//evil.example&email=%00&type=%00&status[]=x",
    "before=99999999999999&after=-9999999999999.1&id=%00&reading=%00&q=%22unclosed%20-%20-%20OR%20*%3A*",
    "before=0&after=2147483648&version=99999999999&seen=%00",
  ];

  test(
    "changes nothing, junk in the query or not, and is never an error of ours",
    async () => {
      const before = await fingerprints(COUNTERS);
      const broken: string[] = [];
      for (const route of routes.all) {
        for (const [index, url] of route.urls.entries()) {
          // one address of each kind with all the junk, the others as they are
          for (const [turn, query] of (index === 0 ? ["", ...junk] : [""]).entries()) {
            const viewer = ["lead", "customer", "visitor", "asker of open", "admin", "agent_1"][turn] ?? "lead";
            const status = await routes.load(viewer, route, query ? `${url}?${query}` : url);
            if (status >= 500) broken.push(`${viewer} ${url}?${query}: ${routes.errors.at(-1)}`);
          }
        }
      }
      expect(broken).toEqual([]);
      expect(await fingerprints(COUNTERS)).toEqual(before);
    },
    PATIENCE_MS,
  );

  test(
    "what names nothing is not found: never an error of ours",
    async () => {
      const odd = [
        "%00",
        "%ED%A0%80",
        "%E0%A4",
        "..%2f..%2fetc",
        "9999999999",
        "-1",
        "1e3",
        "0x1",
        "%27%3B--",
        "a".repeat(3000),
        "%F0%9F%98%80",
        "__proto__",
      ];
      const broken: string[] = [];
      for (const route of routes.all.filter(({ pattern }) => pattern.includes(":"))) {
        for (const text of odd) {
          const url = route.pattern.replace(/:\w+\??/g, text);
          const load = await routes.load("lead", route, url);
          const headers = { Origin: env.ORIGIN };
          const body = form({ is: "on", body: "x" });
          const sent = route.hasAction
            ? await routes.send("lead", route, url, { method: "POST", body, headers })
            : load;
          if (load !== 404) broken.push(`${url}: ${load} ${routes.errors.at(-1)}`);
          if (![404, 422].includes(sent)) broken.push(`POST ${url}: ${sent} ${routes.errors.at(-1)}`);
        }
      }
      expect(broken).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe("what a form may hold", () => {
  test(
    "no wrong kind of value is an error of ours, in any field of any action",
    async () => {
      const wrong: string[] = [];
      const bodies = confusedBodies();
      for (const [index, route] of routes.all.filter(({ hasAction }) => hasAction).entries()) {
        const viewer = route.pattern.startsWith("/staff")
          ? "lead"
          : route.pattern.startsWith("/requests")
            ? "asker of open"
            : "customer";
        // of the shared ones each action gets some, another some than its neighbours
        const some = bodies.filter(({ name }, at) => !name.startsWith("shared") || at % 6 === index % 6);
        for (const { name, body } of some) {
          const init = { method: "POST", body, headers: { Origin: env.ORIGIN } };
          const status = await routes.send(viewer, route, route.urls[0] ?? "/", init);
          if (status >= 500) wrong.push(`${route.pattern}, ${name}: ${routes.errors.at(-1)}`);
          if (/logout|login|sessions|password/.test(route.pattern)) await routes.signIn(viewer);
        }
      }
      expect(wrong).toEqual([]);
    },
    PATIENCE_MS,
  );
});
