import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasDevPages } from "../../platform/env.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { handleLoader } from "../../platform/http.server.ts";
import { Gallery, screenNames } from "./gallery.tsx";

export const meta: MetaFunction = () => [{ title: "Components" }, { name: "robots", content: "noindex" }];

/** Every component in every state, and the four screens made of them; the footer's switch shows the other theme. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    if (!hasDevPages()) throw new NotFound();
    const wanted = new URL(request.url).searchParams.get("screen");
    return { screen: screenNames.find((name) => name === wanted) ?? null };
  });

export default function Components() {
  const { screen } = useLoaderData<typeof loader>();
  return <Gallery screen={screen} />;
}
