import { categoryInput, createCategory } from "../domain/threads/create-category.server.ts";
import { Conflict } from "../platform/errors.ts";
import { StartupError } from "../platform/startup-error.ts";
import type { Command } from "./command.ts";

/** `npm run category -- NAME [everyone|members|staff]`: something to ask about, in a community that is no demo. */
export const command: Command = {
  summary: "NAME [everyone|members|staff]: makes a category, and says who may read it",
  async run([name, readableBy]) {
    const input = categoryInput.safeParse({ name, readableBy });
    if (!input.success) throw new StartupError("npm run category -- NAME [everyone|members|staff]");
    const { slug } = await createCategory(input.data).catch(refused);
    console.log(`/categories/${slug} is there now, for ${input.data.readableBy}`);
  },
};

function refused(error: unknown): never {
  throw error instanceof Conflict ? new StartupError("There is a category of this name already.") : error;
}
