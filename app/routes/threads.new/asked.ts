import { useActionData } from "@remix-run/react";
import type { FormAnswer } from "../../platform/http.server.ts";
import type { AskPage } from "./load.server.ts";

/** A look at the question that is kept nowhere: its private values are in this one answer, and in the form again. */
export interface Previewed {
  preview: NonNullable<AskPage["preview"]>;
  typed: FormAnswer["typed"];
}

/** What the form came back with: refused, or to be looked at once more. */
export function useAsked() {
  const came = useActionData<FormAnswer | Previewed>();
  return {
    refused: came && "problem" in came ? came : undefined,
    previewed: came && "preview" in came ? came : undefined,
    typed: came?.typed,
  };
}
