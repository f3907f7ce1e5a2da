import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PageLayout } from "../../components/layouts.tsx";
import { TabNav } from "../../components/nav.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { hasDevPages } from "../../platform/env.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { handleLoader } from "../../platform/http.server.ts";
import { Buttons, Fields, WrongFields } from "./controls.tsx";
import { InboxScreen, TicketScreen } from "./desk.tsx";
import { Clocks, Marks, Notices, Texts, Ways } from "./pieces.tsx";
import { HomeLists, RequesterScreen, ThreadScreen } from "./screens.tsx";
import { Specimen } from "./specimen.tsx";

export const meta: MetaFunction = () => [{ title: "Components" }, { name: "robots", content: "noindex" }];

const screens = { thread: ThreadScreen, request: RequesterScreen, inbox: InboxScreen, ticket: TicketScreen };
type Screen = keyof typeof screens;
const names = Object.keys(screens) as Screen[];

/** Every component in every state, and the four screens made of them; the footer's switch shows the other theme. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    if (!hasDevPages()) throw new NotFound();
    const wanted = new URL(request.url).searchParams.get("screen");
    return { screen: names.find((name) => name === wanted) ?? null };
  });

export default function Components() {
  const { screen } = useLoaderData<typeof loader>();
  return <Gallery screen={screen} />;
}

/** The page without its address: what a test renders. */
export function Gallery({ screen }: { screen: Screen | null }) {
  const t = useT();
  if (screen) {
    const Shown = screens[screen];
    return <Shown />;
  }
  const links = names.map((name) => ({ href: `/dev/components?screen=${name}`, label: t(`dev.screen.${name}`) }));
  return (
    <PageLayout title={t("dev.components")} lead={t("dev.components.lead")}>
      <TabNav label={t("dev.screens")} items={links} />
      <Marks />
      <Clocks />
      <Buttons />
      <Fields />
      <WrongFields />
      <Notices />
      <Ways />
      <Texts />
      <Specimen name="ThreadList, ThreadRow">
        <HomeLists />
      </Specimen>
    </PageLayout>
  );
}
