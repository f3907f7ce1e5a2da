import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostile, inkless, sample, sharedTexts, storedForms } from "../fixtures/hostile.ts";
import { fillIn, formsIn, givesBack, signatureOf, textFields } from "../fixtures/hostile-forms.ts";
import { type Answer, type FoundForm, openSite, type Site, walk } from "../fixtures/hostile-site.ts";
import { storedTexts } from "../fixtures/stored-texts.ts";

/** Fields whose text becomes something else on purpose, or is never given back. */
const NOT_KEPT = /password|code|present/i;
const MADE_INTO_ANOTHER = /^(tags|waitingUntil|dueAt)$|password|code|present/i;
const OF_THE_SHARED = 10;
/** Some nine thousand forms: two minutes where nothing else is to be done. */
const PATIENCE_MS = 900_000;

const texts = [...hostile, ...inkless, ...sample(sharedTexts(), OF_THE_SHARED)];

let site: Site;
/** Every form of the product by what it is for, with all places where it was found. */
const forms = new Map<string, FoundForm[]>();
/** What was sent and taken: the form's action, the field, the text. */
const taken: [action: string, name: string, text: string][] = [];
const wrong: string[] = [];

beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.server.stop());

/** Forms that end the session they are sent in, or sign in somebody else. */
const NOT_SENT = /^post \/(logout|account\/sessions|login\/session)/;

/** Texts of answers: they are looked through before they are published, each finding with what became of it. */
const SETTLED_LATER = /^post \/staff\/answers/;
/** The form asks what shall become of it, or says that it cannot stand there. */
const IS_FOUND = /name="settle\.card-|private field for it|Everybody reads it here/;

describe("hostile texts in every text field of every form", () => {
  test("the walk finds the forms of visitors, customers, requesters and staff", async () => {
    for (const viewer of site.viewers) {
      const walked = await walk(site, viewer);
      expect(walked.broken).toEqual([]);
      for (const [signature, found] of walked.forms) forms.set(signature, [...(forms.get(signature) ?? []), ...found]);
    }
    const actions = [...forms.keys()]
      .filter((signature) => signature.startsWith("post"))
      .map((one) => one.split(" ")[1]);
    console.info(`hostile: ${forms.size} forms, ${texts.length} texts`);
    expect(actions).toEqual(
      expect.arrayContaining([
        "/threads/new",
        "/threads/:n/replies",
        "/login",
        "/signup",
        "/account",
        "/posts/:n/edit",
      ]),
    );
  });

  test("a card number that is typed into any of them is kept nowhere", async () => {
    const before = cardsAmong(await storedTexts());
    const found: string[] = [];
    for (const [signature, [form]] of forms) {
      if (!form || NOT_SENT.test(signature) || SETTLED_LATER.test(signature)) continue;
      for (const { name } of textFields(form)) if (await isCardFound(form, name)) found.push(`${signature}: ${name}`);
    }
    expect(cardsAmong(await storedTexts()).filter((text) => !before.includes(text))).toEqual([]);
    // the others take no words: addresses, amounts, dates, or what is only looked for
    expect(found.length).toBeGreaterThan(60);
  });

  test(
    "none makes an error of ours, and what is refused is given back as it was typed",
    async () => {
      const withText = [...forms].filter(
        ([name, [form]]) => form && textFields(form).length > 0 && !NOT_SENT.test(name),
      );
      for (const [signature, places] of withText) await sendAll(signature, places);
      expect([...new Set(wrong)].slice(0, 20)).toEqual([]);
    },
    PATIENCE_MS,
  );

  test("what somebody wrote whose session has ended is given back as well, or kept until they have signed in", async () => {
    const lost: string[] = [];
    const text = "Two words & <b>more</b>\nthan one line";
    for (const [signature, [form]] of forms) {
      if (!form || form.method === "get" || textFields(form).length === 0 || /post \/(login|signup)/.test(signature))
        continue;
      const fields = fillIn(form, () => text);
      const { status, headers, text: html } = await site.post("visitor", form.action, fields);
      const next = headers.get("Location") ?? "";
      const isTaken = status === 303 && !next.startsWith("/login"); // a visitor may ask
      if (isTaken || (status === 303 && /draft%3D/.test(next))) continue;
      const isGiven = textFields(form).some(({ name }) => givesBack(html, form.page, name, text));
      if (status >= 500 || !(isGiven || signature.startsWith("post /account"))) lost.push(`${signature} → ${status}`);
    }
    expect(lost).toEqual([]);
  });

  test("what was taken is stored as it was typed, but for controls and forms of Unicode", async () => {
    const stored = await storedTexts();
    const lost = taken.filter(([, name, text]) => {
      return !MADE_INTO_ANOTHER.test(name) && ![...storedForms(text)].some((form) => form === "" || stored.has(form));
    });
    expect(taken.length).toBeGreaterThan(500);
    expect(lost.slice(0, 20)).toEqual([]);
  });
});

/** Whether a form hears of a card number in this one field; the others are filled in, or nothing but what must be. */
async function isCardFound(form: FoundForm, name: string) {
  const present = (field: string) => textFields(form).find((one) => one.name === field)?.value;
  for (const spare of ["Plain words", ""]) {
    const other = (field: string) => present(field) || (/^(body|title)$/.test(field) ? "Plain words" : spare);
    const fields = fillIn(form, (field) => (field === name ? `card 4111 1111 1111 1111 in ${name}` : other(field)));
    const { status, text } = await send(form, fields);
    if (status === 422 && IS_FOUND.test(text)) return true;
  }
  return false;
}

const cardsAmong = (stored: Set<string>) => [...stored].filter((text) => /4111.?1111.?1111.?1111/.test(text));

/** Each text goes into each field once: all fields of a form are filled at a time, each with another text. */
async function sendAll(signature: string, places: FoundForm[]) {
  const [first] = places as [FoundForm];
  const step = Math.max(1, Math.floor(texts.length / textFields(first).length));
  const left = places.slice(1);
  let form = first;
  for (let turn = 0; turn < texts.length; turn++) {
    const textOf = (_name: string, index: number) => texts[(turn + index * step) % texts.length] ?? "";
    const fields = fillIn(form, textOf, turn);
    const answer = await send(form, fields);
    judge(signature, form, fields, answer);
    // The page that takes a form back is of what has become of its subject: the next text goes with that.
    if (answer.status === 409) form = formOn(answer, signature, form) ?? (await nextPlace(signature, left)) ?? form;
  }
}

function formOn({ text }: Answer, signature: string, { viewer, page }: Pick<FoundForm, "viewer" | "page">) {
  const again = formsIn(text, page).find((one) => signatureOf(one) === signature);
  return again && { ...again, viewer, page };
}

/** The same form on another page, where this one's subject has gone on and has it no more. */
async function nextPlace(signature: string, left: FoundForm[]): Promise<FoundForm | undefined> {
  for (let place = left.shift(); place; place = left.shift()) {
    const again = formOn(await site.get(place.viewer, place.page), signature, place);
    if (again) return again;
  }
  return undefined;
}

function send({ viewer, method, action }: FoundForm, fields: [string, string][]) {
  if (method === "post") return site.post(viewer, action, fields);
  return site.get(viewer, `${action.split("?")[0]}?${new URLSearchParams(fields)}`);
}

function judge(signature: string, form: FoundForm, fields: [string, string][], answer: Answer) {
  const told = `${signature} → ${answer.status}`;
  const named = new Set(textFields(form).map(({ name }) => name));
  const written = fields.filter(([name]) => named.has(name) && !NOT_KEPT.test(name));
  if (answer.status >= 500) wrong.push(`${told}: ${JSON.stringify(written)}`);
  else if (form.method === "post" && answer.status < 400) {
    for (const [name, text] of written) taken.push([form.action, name, text]);
  } else if ([200, 409, 422].includes(answer.status)) expectKept(told, form, written, answer);
  else wrong.push(told);
}

function expectKept(told: string, form: FoundForm, written: [string, string][], { text: html }: Answer) {
  for (const [name, text] of written) {
    if (text.replace(/[\p{C}\p{Z}]/gu, "") === "") continue; // nothing that anybody could read is lost
    if (!givesBack(html, form.page, name, text))
      wrong.push(`${told} has lost ${name}: ${JSON.stringify(text.slice(0, 60))}`);
  }
}
