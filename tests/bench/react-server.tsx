// A limit: the same statements through `pg`, and HTML by React's renderToString.
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import type { ListedReply } from "../../app/domain/threads/list-replies.server.ts";
import type { ListedThread } from "../../app/domain/threads/list-threads.server.ts";
import type { ListData, ThreadData } from "./page-data.ts";
import { servePages } from "./page-server.ts";

function Layout({ title, name, children }: { title: string; name: string; children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>{title}</title>
        <link rel="stylesheet" href="/assets/style.css" />
      </head>
      <body>
        <header>
          <a href="/">Answerloop</a>
          <form action="/search">
            <input name="q" />
          </form>
          {name || <a href="/login">Sign in</a>}
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}

function Thread({ data: { thread, replies, timeline }, name }: { data: ThreadData; name: string }) {
  return (
    <Layout title={thread.title} name={name}>
      <h1>{thread.title}</h1>
      <p>
        {thread.state} {thread.affectedCount}
      </p>
      <article>
        <p>
          <a href={`/people/${thread.authorHandle}`}>{thread.authorName}</a> {thread.createdAt.toISOString()}
        </p>
        <div>{thread.markdown}</div>
      </article>
      {replies.rows.map((post) => (
        <Reply key={post.id} post={post} />
      ))}
      <ol>
        {timeline.map(({ id, kind, at }) => (
          <li key={id}>
            {kind} {at.toISOString()}
          </li>
        ))}
      </ol>
      {name ? (
        <form method="post" action={`/threads/${thread.id}/replies`}>
          <textarea name="body" />
        </form>
      ) : null}
    </Layout>
  );
}

function Reply({ post }: { post: ListedReply }) {
  return (
    <article id={`post-${post.id}`}>
      <p>
        <a href={`/people/${post.authorHandle}`}>{post.authorName}</a> {post.createdAt.toISOString()} {post.score}
      </p>
      <div>{post.markdown}</div>
      <p>
        {post.workedCount} {post.didntCount}
      </p>
    </article>
  );
}

function List({ data: { title, threads, categories }, name }: { data: ListData; name: string }) {
  return (
    <Layout title={title} name={name}>
      <h1>{title}</h1>
      <ul>
        {categories.map(({ slug, name: label }) => (
          <li key={slug}>
            <a href={`/categories/${slug}`}>{label}</a>
          </li>
        ))}
      </ul>
      <ol>
        {threads.map((thread) => (
          <Row key={thread.id} thread={thread} />
        ))}
      </ol>
    </Layout>
  );
}

function Row({ thread }: { thread: ListedThread }) {
  return (
    <li>
      <a href={`/threads/${thread.id}`}>{thread.title}</a> {thread.state} {thread.author}{" "}
      <a href={`/categories/${thread.category.slug}`}>{thread.category.name}</a> {thread.lastAt.toISOString()}{" "}
      {thread.replies} {thread.affected}
    </li>
  );
}

servePages({
  thread: (data, name) => `<!doctype html>${renderToString(<Thread data={data} name={name} />)}`,
  list: (data, name) => `<!doctype html>${renderToString(<List data={data} name={name} />)}`,
});
