import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import type { FormAnswer } from "../../components/form-answer.tsx";
import type { loadEdited } from "./load.server.ts";

type Loaded = ReturnType<typeof useLoaderData<typeof loadEdited>>;
export type EditedAnswer = Loaded["answer"];
export type Draft = NonNullable<EditedAnswer["draft"]>;

/** The answer that this page is about. */
export const useEdited = (): Loaded => useLoaderData<typeof loadEdited>();

/** What an action refused, for the one form it belongs to: the last part of its address names it. */
export function useRefusal(noun: string): FormAnswer | undefined {
  const answer = useActionData<FormAnswer>();
  const { pathname } = useLocation();
  return pathname.endsWith(noun) ? answer : undefined;
}
