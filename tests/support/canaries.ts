import { createHash, randomBytes } from "node:crypto";
import { hashPassword } from "../../app/domain/accounts/passwords.server.ts";
import { SYSTEM } from "../../app/domain/accounts/viewer.ts";
import { keepPrivateValues } from "../../app/domain/private-values/keep-values.server.ts";
import type { Prisma } from "../../app/generated/prisma/client.ts";
import type { Role } from "../../app/generated/prisma/enums.ts";
import { prisma, transaction } from "../../app/platform/db.server.ts";
import { fileStore } from "../../app/platform/files/file-store.server.ts";

/** A word that stands in one private place only, and who may ever read it. */
export interface Canary {
  word: string;
  place: string;
  /** Names of viewers; everybody else who is served this word has found a leak. */
  mayBeReadBy: readonly string[];
}

export const DESK = ["agent_1", "agent_2", "lead", "manager"] as const;
const STAFF = [...DESK, "dispatcher", "technician", "admin"] as const;
const REQUESTER = "requester";
/** Acts for the requester: reads and writes, and was granted no private values. */
const DELEGATE = "delegate";
/** Has acted for the requester; it was ended. */
const FORMER = "former-delegate";
const MEMBERS = [REQUESTER, "customer", "expert", "suspended", DELEGATE, FORMER, ...STAFF];

const canaries: Canary[] = [];

/** How each of their words begins. */
export const BIRD = "kanari";

/** A new canary for a place; it looks like a word, so that a search would find it. */
function canary(place: string, mayBeReadBy: readonly string[]) {
  const word = `${BIRD}${place.replace(/[^a-z]/g, "")}${randomBytes(4).toString("hex").replace(/\d/g, "q")}`;
  canaries.push({ word, place, mayBeReadBy });
  return word;
}

/** What the crawl may put into a URL, by the parameter's name in the route. */
export interface Planted {
  canaries: readonly Canary[];
  accounts: ReadonlyMap<string, number>;
  parameters: Record<string, string[]>;
}

const roles: Role[] = [
  "customer",
  "expert",
  "agent_1",
  "agent_2",
  "lead",
  "dispatcher",
  "technician",
  "manager",
  "admin",
];

/** Fills every private place of a small community with a word that stands nowhere else. */
export async function plantCanaries(): Promise<Planted> {
  canaries.length = 0;
  const accounts = await plantAccounts();
  const requester = idOf(accounts, REQUESTER);
  const other = idOf(accounts, "customer");
  const agent = idOf(accounts, "agent_1");
  const open = await plantCategory("everyone", []);
  const members = await plantCategory("members", MEMBERS);
  const staffOnly = await plantCategory("staff", STAFF);
  const thread = await plantThread(open, requester, "the requester's thread", null);
  await plantHiddenPost(thread, other);
  await plantPrivateValue(thread, requester, agent);
  for (const [category, readers] of [
    [members, MEMBERS],
    [staffOnly, STAFF],
  ] as const) {
    await plantThread(
      category,
      other,
      `a thread in a category for ${category === members ? "members" : "staff"}`,
      readers,
    );
  }
  await plantHiddenThread(open, other);
  await plantDraft(requester, thread);
  await plantNameless(open);
  const ticket = await plantTicket(open, requester, agent, thread);
  await plantTicket(open, other, agent, await plantThread(open, other, "another customer's thread", null), "customer");
  await plantDelegates(requester, idOf(accounts, DELEGATE), idOf(accounts, FORMER));
  const own = await plantThread(open, idOf(accounts, DELEGATE), "the delegate's own thread", null);
  await plantTicket(open, idOf(accounts, DELEGATE), agent, own, DELEGATE);
  await plantAnswers(open, agent, ticket, thread);
  await plantDesk(ticket, accounts);
  await plantFiles(accounts, ticket);
  await plantLaneValue(ticket, requester, agent);
  return { canaries, accounts, parameters: await parameters() };
}

const idOf = (accounts: ReadonlyMap<string, number>, name: string) => {
  const id = accounts.get(name);
  if (!id) throw new Error(`No account called ${name} was planted.`);
  return id;
};

async function plantAccounts() {
  const accounts = new Map<string, number>();
  const passwordHash = await hashPassword("a password nobody types");
  for (const name of [REQUESTER, "suspended", DELEGATE, FORMER, ...roles]) {
    const role = roles.includes(name as Role) ? (name as Role) : "customer";
    const email = `${canary(`address-of-${name}`, [name, ...DESK, "admin"])}@example.com`;
    const suspendedUntil = name === "suspended" ? new Date(Date.now() + 86_400_000) : null;
    const account = await prisma.account.create({
      data: { name: `Person ${name}`, handle: `person-${name}`, email, role, passwordHash, suspendedUntil },
    });
    accounts.set(name, account.id);
  }
  return accounts;
}

async function plantCategory(readableBy: "everyone" | "members" | "staff", readers: readonly string[]) {
  const name = readableBy === "everyone" ? "Open" : canary(`category-for-${readableBy}`, readers);
  return prisma.category.create({ data: { slug: `for-${readableBy}`, name, readableBy } });
}

type Category = Awaited<ReturnType<typeof plantCategory>>;

async function plantThread(category: Category, authorId: number, title: string, readers: readonly string[] | null) {
  const secret = (place: string) =>
    readers ? canary(`${place}-${category.readableBy}`, readers) : `${place} in public`;
  const isRequesters = title.includes("requester");
  const isDelegates = title.includes("delegate");
  const isGuests = title.startsWith("asked by");
  const asker = isGuests ? [] : [isRequesters ? REQUESTER : isDelegates ? DELEGATE : "customer"];
  const wish = canary(`desired-outcome-${authorId}`, [...asker, ...DESK]);
  const thread = await prisma.thread.create({
    data: {
      title: `${title} ${secret("title")}`,
      categoryId: category.id,
      authorId,
      expected: secret("expected"),
      tried: secret("tried"),
      desiredOutcome: wish,
      tags: {
        create: { tag: { connectOrCreate: { where: { slug: "wi-fi" }, create: { slug: "wi-fi", name: "wi-fi" } } } },
      },
      posts: {
        create: [1, 2].map((position) => ({
          position,
          authorId,
          markdown: `Post ${position} ${secret(`post${position}`)}`,
        })),
      },
      watches: { create: { accountId: authorId, reason: "asked" } },
      replyCount: 1,
    },
  });
  return thread.id;
}

async function plantHiddenPost(threadId: number, authorId: number) {
  const markdown = canary("hidden-post", ["customer", ...STAFF]);
  await prisma.post.create({
    data: {
      threadId,
      position: 3,
      authorId,
      markdown,
      hiddenAt: new Date(),
      revisions: {
        create: { revision: 1, markdown: canary("hidden-revision", ["customer", ...STAFF]), editorId: authorId },
      },
      revision: 2,
    },
  });
}

/** A field that was moved out of a post: staff and its owner see its mask, and nobody the value itself by merely looking. */
async function plantPrivateValue(threadId: number, ownerId: number, actorId: number) {
  const post = await prisma.post.findFirstOrThrow({ where: { threadId, position: 1 } });
  await prisma.post.update({ where: { id: post.id }, data: { markdown: `${post.markdown} [private: key 1]` } });
  await plantValue({ postId: post.id, ownerId }, actorId, [REQUESTER, ...STAFF]);
}

/** The same of a message in the private lane: for the desk and its owner alone. */
async function plantLaneValue(ticketId: number, ownerId: number, actorId: number) {
  const markdown = "It is [private: key 1].";
  await prisma.response.create({ data: { ticketId, authorId: ownerId, isFromStaff: false, markdown } });
  await plantValue({ ticketId, ownerId }, actorId, [REQUESTER, ...DESK]);
}

type Holder = { postId: number; ownerId: number } | { ticketId: number; ownerId: number };

async function plantValue(holder: Holder, actorId: number, readers: readonly string[]) {
  const value = canary("private-value", []);
  await transaction((tx) => keepPrivateValues(tx, SYSTEM, holder, [{ kind: "key", number: 1, value }]));
  const { id } = await prisma.privateValue.findFirstOrThrow({ where: holder });
  await prisma.privateValue.update({ where: { id }, data: { mask: canary("mask-of-a-private-value", readers) } });
  await prisma.privateReveal.create({ data: { valueId: id, actorId, reason: canary("reason-of-a-look", readers) } });
}

async function plantHiddenThread(category: Category, authorId: number) {
  const readers = ["customer", ...STAFF];
  const posts = { create: { position: 1, authorId, markdown: canary("hidden-body", readers) } };
  await prisma.thread.create({
    data: { title: canary("hidden-title", readers), categoryId: category.id, authorId, hiddenAt: new Date(), posts },
  });
}

const NAMELESS = "nameless-owner";

/** A question without a name, with a reply of its asker's, and one without an account: who they are is for nobody's eyes. */
async function plantNameless(category: Category) {
  const name = canary("who-asked-namelessly", []);
  const email = `${canary("address-of-nameless", [])}@example.com`;
  const owner = await prisma.account.create({ data: { name, handle: NAMELESS, email } });
  const contactEmail = `${canary("address-of-guest", [])}@example.com`;
  for (const data of [{ ownerId: owner.id }, { contactEmail }]) {
    const handle = `guest-${randomBytes(4).toString("hex")}`;
    const guest = await prisma.account.create({ data: { name: "Guest", handle, isGuest: true, ...data } });
    const key = { id: canary("hash-of-a-secret-link", []), accountId: guest.id };
    await prisma.guestKey.create({ data: key });
    const threadId = await plantThread(category, guest.id, `asked by ${handle}`, null);
    await prisma.event.create({ data: { kind: "thread.asked", threadId, actorId: guest.id, data: {} } });
  }
}

async function plantDelegates(principalId: number, delegateId: number, formerId: number) {
  const [acceptedAt, day] = [new Date(), new Date(Date.now() + 86_400_000)];
  const grant = { principalId, acceptedAt, linkExpiresAt: day, expiresAt: day } as const;
  await prisma.delegation.create({ data: { ...grant, delegateId, scopes: ["write"] } });
  const scopes = ["write", "confirm", "reveal"] as const;
  await prisma.delegation.create({
    data: { ...grant, delegateId: formerId, scopes: [...scopes], endedAt: acceptedAt },
  });
}

async function plantDraft(accountId: number, threadId: number) {
  const fields = { title: canary("draft-of-a-question", ["requester"]), body: canary("draft-of-a-body", []) };
  await prisma.draft.create({ data: { id: "the-hash-of-a-key", accountId, fields } });
  const reply = { body: canary("draft-of-a-reply", ["requester"]), replyTo: "", attachments: "", form: "" };
  await prisma.draft.create({ data: { id: "the-key-of-a-reply", accountId, threadId, fields: reply } });
}

async function plantTicket(
  category: Category,
  requesterId: number,
  agentId: number,
  threadId: number,
  requester = REQUESTER,
) {
  const lane = [requester, ...(requester === REQUESTER ? [DELEGATE] : []), ...DESK];
  const place = (name: string) => `${name}-${requester}`;
  const asked = { number: 1, deed: "asked", kind: "Refund", amount: 2_000, currency: "EUR" } as const;
  const ticket = await prisma.ticket.create({
    data: {
      subject: canary(place("subject"), lane),
      state: "open",
      trigger: "staff",
      requesterId,
      assigneeId: agentId,
      categoryId: category.id,
      desiredOutcome: canary(place("ticket-wish"), lane),
      waitingFor: canary(place("waiting-for"), lane),
      outcomeReason: canary(place("outcome-reason"), lane),
      notPublishedBecause: canary(place("not-published"), [...DESK]),
      threads: { create: { threadId } },
      statements: {
        create: {
          number: 1,
          text: canary(place("statement"), lane),
          hash: "x",
          confirmedAt: new Date(),
          confirmedName: "Person",
        },
      },
      responses: { create: { authorId: agentId, isFromStaff: true, markdown: canary(place("response"), lane) } },
      notes: { create: { authorId: agentId, markdown: canary(place("note"), [...DESK]) } },
      goodwill: {
        create: [
          { ...asked, accountId: requesterId, words: canary(place("goodwill"), lane) },
          { ...asked, number: 2, deed: "proposed", accountId: agentId, words: canary(place("proposal"), [...DESK]) },
        ],
      },
      duties: {
        create: {
          ...{ kind: "photo", askedById: agentId, state: "expired", settledAt: new Date(), dueAt: new Date(0) },
          ...{ text: canary(place("duty"), lane), wantedAt: new Date(), wantedWords: canary(place("duty-wish"), lane) },
        },
      },
      promises: {
        create: { ownerId: agentId, text: canary(place("promise"), lane), dueAt: new Date(Date.now() + 86_400_000) },
      },
    },
  });
  await plantTalk(ticket.id, agentId, place("asked-inside"));
  await plantTraces(ticket.id, requesterId, requester);
  return ticket.id;
}

/** What a technician is asked: they read the question, and nothing else of the ticket. */
async function plantTalk(ticketId: number, askedById: number, place: string) {
  const markdown = canary(place, [...DESK, "technician"]);
  const notes = { create: { ticketId, authorId: askedById, markdown } };
  await prisma.sideTalk.create({ data: { ticketId, askedById, askedRole: "technician", notes } });
}

/** Where private words end up on their way: a mail and a notification. */
async function plantTraces(ticketId: number, accountId: number, requester: string) {
  const text = canary(`mail-${requester}`, []);
  const row = {
    dedupeKey: text,
    messageId: `<${text}@example.com>`,
    to: "x@example.com",
    subject: text,
    text,
    html: text,
  };
  await prisma.mail.create({ data: { ...row, accountId, lastError: "connection refused" } });
  const event = await prisma.event.create({
    data: { kind: "ticket.noted", ticketId, data: { trace: canary(`event-${requester}`, [...DESK]) } },
  });
  await prisma.notification.create({
    data: {
      accountId,
      eventId: event.id,
      kind: "ticket.responded",
      ticketId,
      data: { trace: canary(`notification-${requester}`, [requester]) },
    },
  });
}

/** What is on its way to the requester, and filters whose names say something: for the desk, or for one of it alone. */
async function plantDesk(ticketId: number, accounts: ReadonlyMap<string, number>) {
  const authorId = idOf(accounts, "agent_2");
  const fields = { body: canary("held-response", DESK) };
  const held = { ticketId, authorId, noun: "responses", fields, timeZone: "UTC", seenVersion: 1 };
  await prisma.heldResponse.create({ data: { ...held, sendAt: new Date(Date.now() + 86_400_000) } });
  const view = { ownerId: authorId, filter: {}, place: 1 };
  await prisma.ticketView.create({ data: { ...view, name: canary("shared-view", DESK), isShared: true } });
  await prisma.ticketView.create({ data: { ...view, name: canary("own-view", ["agent_2"]) } });
}

async function plantAnswers(category: Category, authorId: number, ticketId: number, threadId: number) {
  const draft = {
    title: canary("draft-title", [...DESK]),
    markdown: canary("draft-body", [...DESK]),
    changeNote: canary("draft-note", [...DESK]),
    authorId,
    returnedBecause: canary("returned", [...DESK]),
  };
  const link = { threads: { create: { threadId } }, categoryId: category.id, ownerId: authorId, ticketId };
  await prisma.answer.create({ data: { slug: "unpublished", ...link, draft: { create: draft } } });
  const out = { version: 1, publishedAt: new Date(), checkedAt: new Date() };
  const version = {
    version: 1,
    title: "How it is mended",
    markdown: "Hold the button.",
    authorId,
    reviewerId: authorId,
  };
  await prisma.answer.create({ data: { slug: "published", ...link, ...out, versions: { create: version } } });
  const gone = {
    ...version,
    title: canary("retracted-title", [...DESK]),
    markdown: canary("retracted-body", [...DESK]),
  };
  await prisma.answer.create({
    data: {
      slug: "retracted",
      ...link,
      ...out,
      retractedAt: new Date(),
      retractedBecause: "It was wrong.",
      versions: { create: gone },
    },
  });
}

/** A file on everything that one can hang on, and one that its uploader has hung on nothing yet. */
async function plantFiles(accounts: ReadonlyMap<string, number>, ticketId: number) {
  const customer = idOf(accounts, "customer");
  const [hidden, members, staff, response, note] = await Promise.all([
    prisma.post.findFirstOrThrow({ where: { hiddenAt: { not: null } } }),
    prisma.post.findFirstOrThrow({ where: { thread: { category: { readableBy: "members" } } } }),
    prisma.post.findFirstOrThrow({ where: { thread: { category: { readableBy: "staff" } } } }),
    prisma.response.findFirstOrThrow({ where: { ticketId } }),
    prisma.note.findFirstOrThrow({ where: { ticketId } }),
  ]);
  await plantFile("loose", ["customer"], { accountId: customer });
  await plantFile("hidden", ["customer", ...STAFF], { accountId: customer, postId: hidden.id });
  await plantFile("members", MEMBERS, { accountId: customer, postId: members.id });
  await plantFile("staff", STAFF, { accountId: customer, postId: staff.id });
  await plantFile("response", [REQUESTER, DELEGATE, ...DESK], { accountId: customer, responseId: response.id });
  await plantFile("note", DESK, { accountId: customer, noteId: note.id });
}

/** The same for its name and for its bytes; read by whoever the words are for, at its own address. */
async function plantFile(
  place: string,
  readers: readonly string[],
  on: Pick<Prisma.AttachmentUncheckedCreateInput, "accountId" | "postId" | "responseId" | "noteId">,
) {
  const bytes = Buffer.from(canary(`bytes-of-file-${place}`, readers));
  const hash = createHash("sha256").update(bytes).digest("hex");
  await fileStore().put(hash, bytes);
  await prisma.storedFile.create({ data: { hash, size: bytes.length } });
  const name = `${canary(`name-of-file-${place}`, readers)}.txt`;
  await prisma.attachment.create({
    data: { ...on, name, type: "text/plain; charset=utf-8", size: bytes.length, hash },
  });
}

/**
 * Every value a URL may hold, whoever may see what it names; and one that names nothing. Where a parameter stands behind
 * the name of its noun (`posts/:id`), the things of that noun; elsewhere those of all.
 */
async function parameters(): Promise<Record<string, string[]>> {
  const ids = (rows: { id: number }[]) => [...rows.map((row) => String(row.id)), NOBODYS];
  const slugs = (rows: { slug: string }[]) => [...rows.map((row) => row.slug), NOBODYS];
  const [
    threads,
    tickets,
    posts,
    answers,
    categories,
    tags,
    accounts,
    mails,
    promises,
    files,
    values,
    macros,
    views,
    synonyms,
    identifiers,
    notices,
    talks,
  ] = await Promise.all([
    prisma.thread.findMany(),
    prisma.ticket.findMany(),
    prisma.post.findMany(),
    prisma.answer.findMany(),
    prisma.category.findMany(),
    prisma.tag.findMany(),
    prisma.account.findMany(),
    prisma.mail.findMany(),
    prisma.ticketPromise.findMany(),
    prisma.attachment.findMany(),
    prisma.privateValue.findMany(),
    prisma.macro.findMany(),
    prisma.ticketView.findMany(),
    prisma.searchSynonym.findMany(),
    prisma.identifier.findMany(),
    prisma.notification.findMany(),
    prisma.sideTalk.findMany(),
  ]);
  return {
    number: [...new Set([...ids(threads), ...ids(tickets)])],
    "threads/:number": ids(threads),
    "requests/:number": ids(tickets),
    "tickets/:number": ids(tickets),
    id: [...new Set([...ids(posts), ...ids(answers), ...ids(mails), ...ids(promises), ...ids(files), ...ids(values)])],
    "posts/:id": ids(posts),
    "answers/:id": ids(answers),
    "attachments/:id": ids(files),
    "macros/:id": ids(macros),
    "views/:id": ids(views),
    "asked/:id": ids(talks),
    "synonyms/:id": ids(synonyms),
    "identifiers/:id": ids(identifiers),
    "notifications/:id": ids(notices),
    "mailbox/:id": ids(mails),
    "private-values/:id": ids(values),
    promiseId: ids(promises),
    slug: [...new Set([...slugs(answers), ...slugs(categories), ...slugs(tags)])],
    "answers/:slug": slugs(answers),
    "categories/:slug": slugs(categories),
    "tags/:slug": slugs(tags),
    // Whoever has asked without a name is known by that name elsewhere; here it must turn up nowhere.
    handle: accounts.map((account) => account.handle).filter((handle) => handle !== NAMELESS),
    version: ["1", "2"],
    // A file is found by its id alone.
    name: ["file.txt"],
  };
}

/** A number or a name that nothing has. */
const NOBODYS = "999999";
