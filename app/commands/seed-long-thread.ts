import { duration } from "./seed-parts.ts";
import type { StoryReply, StoryThread } from "./seed-story.ts";

export const LONG_THREAD_REPLIES = 300;

const models = ["Aria R2", "Aria R3", "Aria R2 mesh", "Aria R3 with two satellites"];
const versions = ["4.1.7", "4.2.0", "4.2.1", "4.3.0"];
const remarks = [
  "No drop since the update.",
  "One restart, because I pulled the wrong plug.",
  "The guest network was gone for a minute, otherwise fine.",
  "Faster than before in the garden: `68 Mbit/s`, it used to be 20.",
  "> No drop since the update.\n\nSame here.",
  "Log is clean but for one line:\n\n```\nwlan0: STA deauthenticated due to inactivity\n```",
  "5 GHz left once at night (radar), came back by itself.",
  "Ping to the router: **1.2 ms**, was 3 to 4.",
  "I count 41 devices, all there.",
  "Had to pair one plug again.",
];

/** A thread that everybody adds a line to for months: long ones must open as fast as short ones. */
export function longThread(people: readonly string[]): StoryThread {
  return {
    key: "uptime",
    by: "bjorn",
    category: "routers",
    ageMs: duration("120d"),
    views: 4_210,
    tags: ["firmware", "aria-r2", "aria-r3"],
    details: "",
    title: "Post your router's uptime: model, firmware, days",
    body: "A thread for numbers. Please post **model**, **firmware** and **days** (*Settings › About*), and a line about how it feels.\n\nI begin: Aria R3, 4.1.7, 63 days.",
    expected: "",
    tried: "",
    wants: "",
    affected: [],
    questions: [],
    replies: Array.from({ length: LONG_THREAD_REPLIES }, (_, index) => line(index, people)),
  };
}

function line(index: number, people: readonly string[]): StoryReply {
  const turn = (index * 7 + (index >> 3)) % people.length;
  const from = <T>(texts: readonly T[], step: number) => texts[(index * step + (index >> 2)) % texts.length];
  const days = 1 + ((index * 37) % 120);
  return {
    by: people[turn] ?? "bjorn",
    afterMs: duration(`${4 + ((index * 13) % 9)}h`),
    likes: index % 11 === 0 ? 1 + (index % 4) : 0,
    worked: [],
    didnt: [],
    tried: [],
    cant: [],
    steps: [],
    answers: [],
    isWiki: false,
    isSolution: false,
    body: `${from(models, 3)}, ${from(versions, 5)}, ${days} ${days === 1 ? "day" : "days"}. ${from(remarks, 7)}`,
  };
}
