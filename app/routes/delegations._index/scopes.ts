import type { DelegationScope } from "../../generated/prisma/enums.ts";
import type { useT } from "../../i18n/use-t.tsx";

/** What a grant allows, as part of a sentence; reading is always in it. */
export const scopesIn = (t: ReturnType<typeof useT>, scopes: readonly DelegationScope[]) =>
  [t("acting.scope.read"), ...scopes.map((scope) => t(`acting.scope.${scope}`))].join("; ");
