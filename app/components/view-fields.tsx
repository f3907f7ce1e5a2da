import { PRIORITIES } from "../domain/tickets/ticket.ts";
import {
  DUE,
  LEVELS,
  LIVE_STATES,
  type SavedView,
  TURNS,
  UNREAD,
  VIEW_NAME_MAX,
  type ViewFilter,
} from "../domain/tickets/view.ts";
import { useT } from "../i18n/use-t.tsx";
import { Checkbox } from "./choices.tsx";
import { Select } from "./select.tsx";
import { TextInput } from "./text-input.tsx";

interface Named {
  id: number;
  name: string;
}

interface Props {
  /** Null for a new one. */
  view: SavedView | null;
  name?: string;
  filter: ViewFilter;
  agents: Named[];
  categories: Named[];
  mayShare: boolean;
}

/** What a view shows, to be read as one sentence. */
export function ViewFields({ view, name, filter, agents, categories, mayShare }: Props) {
  const t = useT();
  return (
    <>
      <TextInput name="name" label={t("view.name")} maxLength={VIEW_NAME_MAX} defaultValue={name ?? view?.name} />
      <fieldset className="field view-boxes">
        <legend className="field-label">{t("view.states")}</legend>
        {LIVE_STATES.map((state) => (
          <Checkbox
            key={state}
            name={`state.${state}`}
            label={t(`view.state.${state}`)}
            defaultChecked={filter.states.includes(state)}
          />
        ))}
      </fieldset>
      <fieldset className="field view-boxes">
        <legend className="field-label">{t("view.priorities")}</legend>
        {PRIORITIES.map((priority) => (
          <Checkbox
            key={priority}
            name={`priority.${priority}`}
            label={t(`priority.${priority}`)}
            defaultChecked={filter.priorities.includes(priority)}
          />
        ))}
      </fieldset>
      <Choices filter={filter} agents={agents} categories={categories} />
      {mayShare ? (
        <Checkbox name="isShared" label={t("view.share")} hint={t("view.share.hint")} defaultChecked={view?.isShared} />
      ) : null}
    </>
  );
}

function Choices({ filter, agents, categories }: Pick<Props, "filter" | "agents" | "categories">) {
  const t = useT();
  const people = (["anyone", "me", "nobody"] as const).map((value) => ({ value, label: t(`view.assignee.${value}`) }));
  const named = (rows: Named[]) => rows.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <div className="view-choices">
      <Select
        name="assignee"
        label={t("view.assignee")}
        options={[...people, ...named(agents)]}
        defaultValue={String(filter.assignee)}
      />
      <Select
        name="level"
        label={t("view.level")}
        options={LEVELS.map((value) => ({ value, label: t(`view.level.${value}`) }))}
        defaultValue={filter.level}
      />
      <Select
        name="categoryId"
        label={t("view.category")}
        options={[{ value: "", label: t("view.category.any") }, ...named(categories)]}
        optional
        defaultValue={String(filter.categoryId ?? "")}
      />
      <Select
        name="due"
        label={t("view.due")}
        options={DUE.map((value) => ({ value, label: t(`view.due.${value}`) }))}
        defaultValue={filter.due}
      />
      <Select
        name="waitingOn"
        label={t("view.waiting")}
        options={TURNS.map((value) => ({ value, label: t(`view.waiting.${value}`) }))}
        defaultValue={filter.waitingOn}
      />
      <Select
        name="unread"
        label={t("view.unread")}
        options={UNREAD.map((value) => ({ value, label: t(`view.unread.${value}`) }))}
        defaultValue={filter.unread}
      />
    </div>
  );
}
