import { useActionData } from "@remix-run/react";
import type { EarlierCase } from "../../domain/tickets/earlier.ts";
import type { FormAnswer } from "../../platform/http.server.ts";
import type { AskPage } from "./load.server.ts";

/** A look at the question that is kept nowhere: its private values are in this one answer, and in the form again. */
export interface Previewed {
  preview: NonNullable<AskPage["preview"]>;
  typed: FormAnswer["typed"];
}

/** Cases of their own that it seems to belong to, and what others have asked: to be looked at before it is posted. */
export interface LookFirst {
  earlier: EarlierCase[];
  similar: AskPage["similar"];
  typed: FormAnswer["typed"];
}

/** What the form came back with: refused, or to be looked at once more. */
export function useAsked() {
  const came = useActionData<FormAnswer | Previewed | LookFirst>();
  return {
    refused: came && "problem" in came ? came : undefined,
    previewed: came && "preview" in came ? came : undefined,
    looking: came && "earlier" in came ? came : undefined,
    typed: came?.typed,
  };
}
