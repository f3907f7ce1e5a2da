import type { Role } from "../../generated/prisma/enums.ts";
import type { TalkSubject } from "../subjects.ts";
import { NOBODY, type Viewer } from "./viewer.ts";

/** Of staff: who asked something among staff, and who was asked it, by name or by their role. */
export const isOfTalk = ({ kind, id, role }: Viewer, { askedById, askedId, askedRole }: TalkSubject): boolean =>
  kind === "staff" && (id === askedById || id === askedId || (askedRole !== null && askedRole === role));

/** The same as a filter. */
export function ofTalks({ kind, id, role }: Viewer) {
  if (kind !== "staff") return { id: NOBODY };
  const byRole: { askedRole: Role }[] = role ? [{ askedRole: role }] : [];
  return { OR: [{ askedById: id }, { askedId: id }, ...byRole] };
}
