// A limit: the same statements through `pg`, and HTML by template strings.

import type { ListedReply } from "../../app/domain/threads/list-replies.server.ts";
import type { ListedThread } from "../../app/domain/threads/list-threads.server.ts";
import type { ListData, ThreadData } from "./page-data.ts";
import { servePages } from "./page-server.ts";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? "");

function layout(title: string, name: string, main: string) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><link rel="stylesheet" href="/assets/style.css"></head><body><header><a href="/">Answerloop</a><form action="/search"><input name="q"></form>${name ? escaped(name) : '<a href="/login">Sign in</a>'}</header><main>${main}</main></body></html>`;
}

function thread({ thread, replies, timeline }: ThreadData, name: string) {
  const events = timeline.map(({ kind, at }) => `<li>${kind} ${at.toISOString()}</li>`).join("");
  const form = name
    ? `<form method="post" action="/threads/${thread.id}/replies"><textarea name="body"></textarea></form>`
    : "";
  return layout(
    thread.title,
    name,
    `<h1>${escaped(thread.title)}</h1><p>${thread.state} ${thread.affectedCount}</p><article><p><a href="/people/${thread.authorHandle}">${escaped(thread.authorName)}</a> ${thread.createdAt.toISOString()}</p><div>${escaped(thread.markdown)}</div></article>${replies.rows.map(reply).join("")}<ol>${events}</ol>${form}`,
  );
}

const reply = (post: ListedReply) =>
  `<article id="post-${post.id}"><p><a href="/people/${post.authorHandle}">${escaped(post.authorName)}</a> ${post.createdAt.toISOString()} ${post.score}</p><div>${escaped(post.markdown)}</div><p>${post.workedCount} ${post.didntCount}</p></article>`;

function list({ title, threads, categories }: ListData, name: string) {
  const places = categories
    .map(({ slug, name: label }) => `<li><a href="/categories/${slug}">${escaped(label)}</a></li>`)
    .join("");
  return layout(title, name, `<h1>${escaped(title)}</h1><ul>${places}</ul><ol>${threads.map(row).join("")}</ol>`);
}

const row = (thread: ListedThread) =>
  `<li><a href="/threads/${thread.id}">${escaped(thread.title)}</a> ${thread.state} ${escaped(thread.author)} <a href="/categories/${thread.category.slug}">${escaped(thread.category.name)}</a> ${thread.lastAt.toISOString()} ${thread.replies} ${thread.affected}</li>`;

servePages({ thread, list });
