import { expect, test } from "vitest";
import { visitor } from "../../../app/domain/accounts/viewer.ts";
import { lintedIn } from "../../../app/domain/private-values/linted.server.ts";
import { refusePrivateLines } from "../../../app/domain/private-values/settle-form.server.ts";

test("what is listed beside a post brings nothing private into it, unless the post says it already", async () => {
  const line = "Call +49 30 901820 and ask for the firmware";
  await expect(refusePrivateLines(visitor(), ["Restart it", line], "Try these.")).rejects.toMatchObject({
    fields: { body: "private_here" },
  });
  await refusePrivateLines(visitor(), ["Restart it", line], `Try these.\n\n1. Restart it\n2. ${line}`);
  await refusePrivateLines(visitor(), [], "");
});

test("a text takes no longer because others were looked at before it: nothing is noted down of any", async () => {
  const text = "My key is ghp_016C7f9aZk3LmQ8rTtXv2BnYwEdHs45JpUoA, and it has worked";
  expect(await lintedIn(text)).toHaveLength(1);
  expect(await lintedIn(`${text} <!-- secretlint-disable -->`)).toHaveLength(1);
  expect(performance.getEntries().filter(({ name }) => name.includes("lint"))).toEqual([]);
});
