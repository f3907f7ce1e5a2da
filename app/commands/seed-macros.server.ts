import type { Tx } from "../platform/db.server.ts";
import { person, type SeedContext } from "./seed-context.ts";

const DAY_MS = 86_400_000;
const REVIEW_DAYS = 180;

interface SeedMacro {
  name: string;
  category?: string;
  ageDays: number;
  isInReview?: boolean;
  texts: Record<string, string>;
}

const macros: SeedMacro[] = [
  {
    name: "Diagnostic file of a camera",
    category: "smart-home",
    ageDays: 40,
    texts: {
      en: "Please send us the diagnostic file: *App › Sentry › Help › Send file*. It holds settings and times, no pictures.",
      de: "Bitte senden Sie uns die Diagnosedatei: *App › Sentry › Hilfe › Datei senden*. Sie enthält Einstellungen und Zeiten, keine Bilder.",
    },
  },
  {
    name: "Refund on its way",
    category: "billing",
    ageDays: 100,
    texts: {
      en: "We have sent [[amount]] back to the card you paid with. Banks take up to five working days to show it.",
      de: "Wir haben [[Betrag]] auf die Karte zurückgebucht, mit der Sie bezahlt haben. Banken brauchen bis zu fünf Werktage, um es anzuzeigen.",
    },
  },
  {
    name: "Where the serial number is",
    ageDays: 250,
    texts: { en: "The serial number is on the label under the device: it begins with NW and has ten digits." },
  },
  {
    name: "Firmware by hand",
    category: "routers",
    ageDays: 1,
    isInReview: true,
    texts: {
      en: "The file is at [[address]]. Open *Settings › System › Update from a file*, and leave the power in until the light is white.",
    },
  },
];

/** Approved texts: some in use, one past its day, one that waits for a second person. */
export async function seedMacros(tx: Tx, { now, people, categories }: SeedContext): Promise<void> {
  const [writer, approver] = [person({ people }, "ana"), person({ people }, "ingrid")];
  for (const { name, category, ageDays, isInReview = false, texts } of macros) {
    const at = new Date(now.getTime() - ageDays * DAY_MS);
    const approval = isInReview ? { submittedAt: at } : { submittedAt: at, approverId: approver.id, approvedAt: at };
    await tx.macro.create({
      data: {
        name,
        categoryId: category ? categories.get(category)?.id : null,
        ownerId: writer.id,
        createdAt: at,
        ...(isInReview ? {} : { version: 1, expiresAt: new Date(at.getTime() + REVIEW_DAYS * DAY_MS) }),
        versions: { create: { version: 1, texts, writerIds: [writer.id], createdAt: at, ...approval } },
      },
    });
  }
  await tx.category.updateMany({ where: { slug: "billing" }, data: { macroMode: "script_first" } });
}
