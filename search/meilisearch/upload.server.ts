import { log } from "../../app/platform/log.server.ts";
import { describe, isAboutDocuments, isTooLarge } from "./errors.server.ts";
import type { MeilisearchDocument } from "./settings.ts";

/** Adds some documents, and waits until that is done. */
type Add = (documents: MeilisearchDocument[]) => Promise<void>;

/** Meilisearch takes a hundred megabytes at once; what stands before it often less. */
const MOST_CHARACTERS = 4_000_000;
/** What is left of each field of a document that is too large alone. */
const SHORTENED = 10_000;

/**
 * Adds documents, many at once. What is too much at once goes in halves; of documents that Meilisearch does not take each
 * is found, logged and left out, so that no other waits for it.
 */
export async function upload(add: Add, documents: readonly MeilisearchDocument[]): Promise<void> {
  for (const batch of batchesOf(documents)) await addOrHalve(add, batch);
}

function batchesOf(documents: readonly MeilisearchDocument[]): MeilisearchDocument[][] {
  const batches: MeilisearchDocument[][] = [];
  let room = 0;
  for (const document of documents) {
    const size = JSON.stringify(document).length;
    if (size > room) {
      batches.push([]);
      room = MOST_CHARACTERS;
    }
    batches.at(-1)?.push(document);
    room -= size;
  }
  return batches;
}

async function addOrHalve(add: Add, batch: MeilisearchDocument[]): Promise<void> {
  try {
    await add(batch);
  } catch (error) {
    if (!isTooLarge(error) && !isAboutDocuments(error)) throw error;
    if (batch.length === 1) return addAlone(add, batch[0] as MeilisearchDocument, error);
    const middle = batch.length >> 1;
    await addOrHalve(add, batch.slice(0, middle));
    await addOrHalve(add, batch.slice(middle));
  }
}

async function addAlone(add: Add, document: MeilisearchDocument, refused: unknown) {
  if (isTooLarge(refused)) return add([shortened(document)]);
  log.error({ document: document.id, reason: describe(refused) }, "Meilisearch does not take a document");
}

function shortened(document: MeilisearchDocument): MeilisearchDocument {
  const { body, solution, replies, code } = document;
  const cut = (text: string) => text.slice(0, SHORTENED).toWellFormed();
  return { ...document, body: cut(body), solution: cut(solution), replies: cut(replies), code: cut(code) };
}
