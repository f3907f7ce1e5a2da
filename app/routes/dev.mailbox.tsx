import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Card } from "../components/card.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Time } from "../components/time.tsx";
import { tidy } from "../domain/text.ts";
import { useT } from "../i18n/use-t.tsx";
import { prisma } from "../platform/db.server.ts";
import { hasDevPages } from "../platform/env.server.ts";
import { NotFound } from "../platform/errors.ts";
import { handleLoader } from "../platform/http.server.ts";

const SHOWN = 50;

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("mailbox.title"), isUnlisted: true }));

/** Every mail of the installation, for a demonstration or development only: never where mail is really sent. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    if (!hasDevPages()) throw new NotFound();
    const to = tidy(new URL(request.url).searchParams.get("to") ?? "").toLowerCase();
    const mails = await prisma.mail.findMany({
      where: to ? { to } : {},
      select: { id: true, to: true, subject: true, text: true, createdAt: true },
      orderBy: { id: "desc" },
      take: SHOWN,
    });
    const waits = { mailAt: { not: null }, readAt: null } as const;
    const waiting = await prisma.notification.aggregate({ where: waits, _count: true, _min: { mailAt: true } });
    return { mails, waiting: waiting._count, next: waiting._min.mailAt };
  });

export default function Mailbox() {
  const t = useT();
  const { mails, waiting, next } = useLoaderData<typeof loader>();
  return (
    <PageLayout
      width="text"
      title={t("mailbox.title")}
      lead={t(mails.length === 0 ? "mailbox.empty" : "mailbox.explain")}
    >
      {next ? <p className="soft">{t("mailbox.waiting", { count: waiting, at: t.dateTime(next) })}</p> : null}
      {mails.map((mail) => (
        <Card key={mail.id} title={mail.subject}>
          <MetaLine>
            {mail.to}
            <Time at={mail.createdAt} format="dateTime" />
            <a href={`/dev/mailbox/${mail.id}`}>{t("mailbox.html")}</a>
          </MetaLine>
          <pre className="mail-text" dir="auto">
            {mail.text}
          </pre>
        </Card>
      ))}
    </PageLayout>
  );
}
