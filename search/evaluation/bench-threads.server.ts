import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { skim } from "../skim.ts";
import { asDocument, type BenchCorpus } from "./bench-corpus.ts";

const threadSchema = z.object({
  title: z.string(),
  posts: z.array(z.object({ body: z.string(), accepted: z.boolean().optional() })).min(1),
});

/**
 * Documents from real threads (files of the import format, gzipped). When more are asked for than there are, a further
 * one takes its title, its question and its replies from three of them.
 */
export async function realThreads(files: readonly string[]): Promise<BenchCorpus> {
  const threads: z.infer<typeof threadSchema>[] = [];
  for (const file of files) {
    const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
    for await (const line of lines) threads.push(threadSchema.parse(JSON.parse(line)));
  }
  const at = (index: number) => threads[index % threads.length] as (typeof threads)[number];
  return (number) => {
    const round = Math.floor(number / threads.length);
    const [question, ...replies] = [at(number + round * 101).posts[0], ...at(number + round * 1009).posts.slice(1)];
    const isSolution = ({ accepted }: { accepted?: boolean }) => accepted === true;
    return asDocument(number, {
      title: at(number).title,
      body: skim(question?.body ?? "").text,
      solution: textOf(replies.filter(isSolution)),
      replies: textOf(replies.filter((reply) => !isSolution(reply))),
      isSolved: replies.some(isSolution),
    });
  };
}

const textOf = (posts: readonly { body: string }[]) => posts.map(({ body }) => skim(body).text).join("\n");
