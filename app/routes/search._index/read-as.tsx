import { useLoaderData } from "@remix-run/react";
import { T } from "../../i18n/use-t.tsx";
import { searchHref } from "./address.ts";
import type { SearchPage } from "./load.server.ts";

/** Says which words were read as others, and offers what was typed. */
export function ReadAs() {
  const { asked, found, words } = useLoaderData<SearchPage>();
  if (found.readAs === null) return null;
  return (
    <p className="search-read-as">
      <T k="search.read_as" values={{ meant: <strong dir="auto">{found.readAs}</strong> }} />{" "}
      <a href={searchHref(asked, { verbatim: true })} dir="auto">
        <T k="search.instead" values={{ typed: words }} />
      </a>
    </p>
  );
}
