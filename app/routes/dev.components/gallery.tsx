import { PageLayout } from "../../components/layouts.tsx";
import { TabNav } from "../../components/nav.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { Buttons, Fields, WrongFields } from "./controls.tsx";
import { InboxScreen, TicketScreen } from "./desk.tsx";
import { Clocks, Marks, Notices, Texts, Ways } from "./pieces.tsx";
import { HomeLists, RequesterScreen, ThreadScreen } from "./screens.tsx";
import { Specimen } from "./specimen.tsx";

const screens = { thread: ThreadScreen, request: RequesterScreen, inbox: InboxScreen, ticket: TicketScreen };
export type Screen = keyof typeof screens;
export const screenNames = Object.keys(screens) as Screen[];

/** Every component in its states, or one of the screens made of them. */
export function Gallery({ screen }: { screen: Screen | null }) {
  const t = useT();
  if (screen) {
    const Shown = screens[screen];
    return <Shown />;
  }
  const links = screenNames.map((name) => ({ href: `/dev/components?screen=${name}`, label: t(`dev.screen.${name}`) }));
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
