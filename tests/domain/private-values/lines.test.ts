import { expect, test } from "vitest";
import { refusePrivateLines } from "../../../app/domain/private-values/settle-form.server.ts";

test("what is listed beside a post brings nothing private into it, unless the post says it already", async () => {
  const line = "Call +49 30 901820 and ask for the firmware";
  await expect(refusePrivateLines(["Restart it", line], "Try these.")).rejects.toMatchObject({
    fields: { body: "private_here" },
  });
  await refusePrivateLines(["Restart it", line], `Try these.\n\n1. Restart it\n2. ${line}`);
  await refusePrivateLines([], "");
});
