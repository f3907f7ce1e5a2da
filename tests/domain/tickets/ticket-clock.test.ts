import { describe, expect, test } from "vitest";
import { DEFAULT_CALENDAR } from "../../../app/domain/calendars/calendar.ts";
import { defaultSettings } from "../../../app/domain/settings/settings.ts";
import { type ClockInputs, earliest, owedOn, timerFor } from "../../../app/domain/tickets/ticket-clock.ts";
import { warningKey, warningsOf } from "../../../app/domain/tickets/warnings.ts";

/** Monday 2 March 2026, 09:00: the calendar is open from nine to six, Monday to Friday. */
const at = (day: number, time: string) => new Date(`2026-03-0${day}T${time}:00Z`);

const base: ClockInputs = {
  state: "new",
  priority: "normal",
  createdAt: at(2, "09:00"),
  stateSince: at(2, "10:00"),
  startedAt: at(2, "10:00"),
  firstRespondedAt: null,
  lastRespondedAt: null,
  requesterWaitingSince: null,
  waitingUntil: null,
  remindersSent: 0,
  resolvedAt: null,
  resolutionSince: null,
  pauses: [],
  dutyUntil: null,
};

function due(ticket: Partial<ClockInputs>, promisedBy: Date | null = null) {
  const promises = promisedBy ? [{ id: 1, createdAt: base.createdAt, dueAt: promisedBy }] : [];
  const owed = earliest(owedOn({ ...base, ...ticket }, promises, DEFAULT_CALENDAR, defaultSettings));
  return owed && [owed.clock, owed.at?.toISOString().slice(8, 16)];
}
const timer = (ticket: Partial<ClockInputs>) =>
  timerFor({ ...base, ...ticket }, DEFAULT_CALENDAR, defaultSettings)
    ?.toISOString()
    .slice(8, 16);

describe("what is due", () => {
  test("a first word within the priority's target, counted from the end of read-back", () => {
    expect(due({})).toEqual(["first_response", "02T18:00"]);
    expect(due({ priority: "urgent" })).toEqual(["first_response", "02T10:30"]);
    expect(due({ priority: "low" })).toEqual(["first_response", "04T10:00"]);
  });

  test("while it is read back, only the reading", () => {
    expect(due({ state: "read_back", startedAt: null })).toEqual(["read_back", "02T18:00"]);
  });

  test("an answer, from their oldest unanswered message; with none, news that we are still at it", () => {
    const answered = { state: "open", firstRespondedAt: at(2, "11:00"), lastRespondedAt: at(2, "11:00") } as const;
    expect(due({ ...answered, requesterWaitingSince: at(2, "16:00") })).toEqual(["next_response", "03T15:00"]);
    expect(due(answered)).toEqual(["update", "04T11:00"]);
  });

  test("a first word comes before an answer to a later message", () => {
    expect(due({ requesterWaitingSince: at(2, "16:00") })).toEqual(["first_response", "02T18:00"]);
  });

  test("after a reopening, news count from then on and not from the last word before", () => {
    const reopened = { state: "open", firstRespondedAt: at(2, "11:00"), lastRespondedAt: at(2, "11:00") } as const;
    expect(due({ ...reopened, startedAt: at(4, "11:00") })).toEqual(["update", "06T11:00"]);
  });

  test("a returned text within two hours; the first word goes on being due", () => {
    expect(due({ state: "returned", stateSince: at(2, "11:00") })).toEqual(["rewrite", "02T13:00"]);
    expect(due({ state: "returned", stateSince: at(2, "17:30") })).toEqual(["first_response", "02T18:00"]);
  });

  test("nothing while it is the requester's turn or over, but a promise is always due", () => {
    for (const state of ["waiting_on_requester", "resolved", "closed", "spam"] as const) {
      expect(due({ state }), state).toBeNull();
      expect(due({ state }, at(3, "09:00")), state).toEqual(["promise", "03T09:00"]);
    }
  });

  test("the date a third party was given, or news before it", () => {
    const waiting = { state: "waiting_on_third_party", firstRespondedAt: at(2, "10:00") } as const;
    const lastRespondedAt = at(2, "10:00");
    expect(due({ ...waiting, lastRespondedAt, waitingUntil: at(3, "12:00") })).toEqual(["third_party", "03T12:00"]);
    expect(due({ ...waiting, lastRespondedAt, waitingUntil: at(6, "12:00") })).toEqual(["update", "04T10:00"]);
  });

  test("a calendar that never opens gives no due time, never now", () => {
    const never = { ...DEFAULT_CALENDAR, weekly: { 0: [], 1: [], 2: [], 3: [], 4: [], 5: [], 6: [] } };
    expect(earliest(owedOn(base, [], never, defaultSettings))).toBeNull();
    expect(timerFor({ ...base, state: "read_back" }, never, defaultSettings)).toBeNull();
  });
});

describe("the clock of the resolution", () => {
  const answered = { state: "open", firstRespondedAt: at(2, "11:00"), resolutionSince: at(2, "10:00") } as const;
  const resolution = (ticket: Partial<ClockInputs>) => {
    const owed = owedOn({ ...base, ...answered, ...ticket }, [], DEFAULT_CALENDAR, defaultSettings);
    return owed
      .find(({ clock }) => clock === "resolution")
      ?.at?.toISOString()
      .slice(8, 16);
  };

  test("runs for the priority's target, however often staff writes", () => {
    expect(resolution({ priority: "urgent" })).toBe("02T18:00");
    expect(resolution({ priority: "high", lastRespondedAt: at(3, "11:00") })).toBe("04T10:00");
  });

  test("stands while somebody else is waited for, and goes on where it stood", () => {
    const pauses = [[at(2, "12:00"), at(2, "14:00")].map((time) => time.toISOString())];
    expect(resolution({ priority: "urgent", pauses })).toBe("03T11:00");
    const waiting = { state: "waiting_on_third_party", stateSince: at(2, "15:00") } as const;
    expect(resolution({ priority: "urgent", pauses, ...waiting })).toBeUndefined();
  });
});

describe("warnings", () => {
  const calendar = DEFAULT_CALENDAR;
  const owed = (ticket: Partial<ClockInputs>, promises: Parameters<typeof owedOn>[1] = []) =>
    owedOn({ ...base, priority: "urgent", ...ticket }, promises, calendar, defaultSettings);
  const said = (all: ReturnType<typeof owed>, given = new Set<string>()) =>
    warningsOf(all, given, calendar).map(
      ({ clock, percent, at }) => `${clock} ${percent} ${at.toISOString().slice(8, 16)}`,
    );

  test("come at shares of the support time, in order, and only those not given", () => {
    const first = owed({}).filter(({ clock }) => clock === "first_response");
    expect(said(first)).toEqual([
      "first_response 50 02T10:15",
      "first_response 80 02T10:24",
      "first_response 100 02T10:30",
      "first_response 150 02T10:45",
    ]);
    const given = new Set(first.map((one) => warningKey({ ...one, percent: 50 })));
    expect(said(first, given)[0]).toBe("first_response 80 02T10:24");
  });

  test("of a promise count the time from when it was made; its breach is its very date", () => {
    const promise = { id: 7, createdAt: at(2, "09:00"), dueAt: new Date("2026-03-02T20:00:00Z") };
    expect(said(owed({ state: "resolved" }, [promise]))).toEqual([
      "promise 50 02T13:30",
      "promise 80 02T16:12",
      "promise 100 02T20:00",
      "promise 150 03T13:30",
    ]);
  });

  test("are none for the requester's own time, a third party's date, and a clock that stands", () => {
    expect(said(owed({ state: "read_back" }))).toEqual([]);
    const waiting = { state: "waiting_on_requester", firstRespondedAt: at(2, "11:00") } as const;
    expect(said(owed(waiting))).toEqual([]);
  });
});

describe("what happens by itself", () => {
  test("a read-back passes after eight support hours", () => {
    expect(timer({ state: "read_back", stateSince: at(2, "15:00") })).toBe("03T14:00");
  });

  test("silence is broken after two, five and ten support days, counted from our last word", () => {
    const asked = {
      state: "waiting_on_requester",
      stateSince: at(2, "10:00"),
      lastRespondedAt: at(2, "12:00"),
    } as const;
    expect(timer(asked)).toBe("04T12:00");
    expect(timer({ ...asked, remindersSent: 1 })).toBe("09T12:00");
    expect(timer({ ...asked, remindersSent: 2 })).toBe("16T12:00");
  });

  test("waiting for a third party ends on its date, a resolved ticket closes after seven days", () => {
    expect(timer({ state: "waiting_on_third_party", waitingUntil: at(5, "08:00") })).toBe("05T08:00");
    expect(timer({ state: "resolved", resolvedAt: at(2, "10:00") })).toBe("09T10:00");
  });

  test("nothing else does", () => {
    for (const state of ["new", "open", "returned", "waiting_on_visit", "closed", "joined", "spam"] as const) {
      expect(timer({ state }), state).toBeUndefined();
    }
  });
});
