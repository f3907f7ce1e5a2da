import type { MacroMode, Prisma, Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { ReadingReason } from "../tickets/reading.ts";
import type { MessageRule, Sent } from "../tickets/responses.server.ts";
import { subjectsIn } from "../tickets/sensitive.ts";
import { noteGap } from "./gaps.server.ts";
import { type Match, matchOf } from "./macro.ts";
import { approvedOf, textsOf } from "./macros.server.ts";

/** The approved text that a message holds, and how. */
interface Held extends Sent {
  match: Match;
  isExpired: boolean;
}

/**
 * Holds a message to its category's mode (product.md §8) and says which approved text it is made of: level 1 sends nothing
 * else where all is scripted, and where texts come first says that none fitted. More than the text alone is asked for
 * everywhere else. It says as well why a second person reads it before it is sent. Refused with `scripted_only`, `script_first`, `macro_alone`, `macro_blank` or `macro_expired`.
 */
export const byMode =
  (form: FormData): MessageRule =>
  async (tx, viewer, ticket, { message, beside }) => {
    const where = { id: ticket.categoryId };
    const category = await tx.category.findUniqueOrThrow({ where });
    const { macroMode: mode } = category;
    const held = await heldBy(tx, ticket.categoryId, message);
    if (held) refuseAsItIs(held, mode);
    if (viewer.role === "agent_1" && mode !== "free") {
      if (mode === "scripted_only" && !held?.match.isWhole) throw new Conflict("scripted_only");
      if (!held && form.get("noMacroFits") !== "on") throw new Conflict("script_first");
      if (!held) await noteGap(tx, viewer, ticket.id, "");
    }
    const own = `${held ? held.match.own : message}\n${beside}`;
    return {
      sent: held && { macroId: held.macroId, macroVersion: held.macroVersion },
      because: await whyReadTwice(tx, form, { own, isAll: !held && category.isReadTwice }),
    };
  };

/**
 * Why a second person reads it: what an approved text says has been read by two already, blanks filled in, so only what
 * stands beside it is looked at.
 */
async function whyReadTwice(tx: Tx, form: FormData, { own, isAll }: { own: string; isAll: boolean }) {
  const { readingWords } = await siteSettings(tx);
  const because: ReadingReason[] = subjectsIn(own, readingWords);
  if (isAll) because.push("category");
  if (form.get("readFirst") === "on") because.push("asked");
  return because;
}

/** A step is asked for at once or not at all: what touches these subjects is asked for by a question, which can wait. */
export const refuseSensitive = async (tx: Tx, ticket: Ticket, text: string): Promise<void> => {
  const { readingWords } = await siteSettings(tx);
  const { isReadTwice } = await tx.category.findUniqueOrThrow({ where: { id: ticket.categoryId } });
  if (isReadTwice || subjectsIn(text, readingWords).length > 0) throw new Conflict("step_read_twice");
};

function refuseAsItIs({ match, isExpired }: Held, mode: MacroMode) {
  if (isExpired) throw new Conflict("macro_expired");
  if (match.isUnfilled) throw new Conflict("macro_blank");
  if (mode !== "scripted_only" && !match.hasOwnWords) throw new Conflict("macro_alone");
}

/** Far more than a category has. */
const MOST = 1_000;

/** The longest approved text that stands in a message, of its category or of all; one past its day is known as well. */
async function heldBy(tx: Tx, categoryId: number, message: string): Promise<Held | null> {
  const macros = await tx.macro.findMany({ where: ofCategory(categoryId), include: versions, take: MOST });
  const found = macros.flatMap((macro) => {
    const approved = approvedOf(macro);
    const isExpired = macro.retiredAt !== null || macro.expiresAt === null || macro.expiresAt <= new Date();
    return Object.values(textsOf(approved)).flatMap((text) => {
      const match = approved && matchOf(text, message);
      return match
        ? [{ macroId: macro.id, macroVersion: approved.version, match, isExpired, length: text.length }]
        : [];
    });
  });
  const [first] = found.sort(
    (one, other) => other.length - one.length || Number(one.isExpired) - Number(other.isExpired),
  );
  return first ?? null;
}

const versions = { versions: { orderBy: { version: "desc" }, take: 2 } } as const satisfies Prisma.MacroInclude;

const ofCategory = (categoryId: number) =>
  ({ version: { gt: 0 }, OR: [{ categoryId }, { categoryId: null }] }) satisfies Prisma.MacroWhereInput;
