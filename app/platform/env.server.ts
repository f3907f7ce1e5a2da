import { existsSync } from "node:fs";
import { z } from "zod";
import { StartupError } from "./startup-error.ts";

const yesOrNo = z.enum(["1", "true", "yes", "0", "false", "no"]).transform((text) => /^[1ty]/.test(text));
const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to);

const address = z.url({ protocol: /^https?$/, error: "must be an address such as https://forum.example.com" });
const database = z.url({
  protocol: /^postgres(ql)?$/,
  error: "must be an address such as postgresql://user@host/name",
});

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: whole(1, 65_535).default(3000),
  /** The address people use; links in mail and feeds begin with it, whatever a request's Host says. */
  ORIGIN: address.optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  /** Without it a PostgreSQL of our own runs in DATA_DIR. */
  DATABASE_URL: database.optional(),
  DATABASE_POOL: whole(1, 500).default(10),
  /** Where jobs run: inside the server, or only in processes started by `npm run worker`. */
  WORKER: z.enum(["inside", "none"]).default("inside"),
  WORKER_CONCURRENCY: whole(1, 100).default(4),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be an address such as smtp://user:secret@host:587" }).optional(),
  MAIL_FROM: z.string().min(3).default("Answerloop <noreply@localhost>"),
  MEILI_URL: address.optional(),
  MEILI_KEY: z.string().min(1).optional(),
  /** Attached files go into this bucket instead of DATA_DIR. */
  S3_BUCKET: z.string().min(1).optional(),
  S3_ENDPOINT: address.optional(),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  /** What private values are encrypted with beside the database's own secret; several, the first for what is new. */
  PRIVATE_VALUES_KEY: z
    .string()
    .transform((text) => text.split(",").map((key) => key.trim()))
    .refine((keys) => keys.every((key) => key.length >= 16), "each key must have 16 characters or more")
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** How many proxies of ours stand before the server; their X-Forwarded-For entries are believed. */
  TRUSTED_PROXIES: whole(0, 10).default(0),
  /** Multiplies what the rate limits allow: for measuring, and for communities behind one address. */
  RATE_LIMIT_FACTOR: z.coerce.number().min(1).max(1_000_000).default(1),
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Whether the demo community, its passwords known to all, is made in an empty database. */
  DEMO: yesOrNo.optional(),
  /** Set by npm for what it runs. */
  npm_lifecycle_event: z.string().optional(),
});

type Settings = z.infer<typeof schema>;
export type Env = Settings & { ORIGIN: string; DEMO: boolean };

/** Reads the settings from variables; names every one that is wrong, not just the first. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new EnvError(parsed.error.issues);
  const settings = parsed.data;
  const isPublic = settings.ORIGIN !== undefined;
  const origin = new URL(settings.ORIGIN ?? localOrigin(settings)).origin;
  return { ...settings, ORIGIN: origin, DEMO: settings.DEMO ?? !isPublic };
}

/** The settings are wrong; the message lists all that is. */
export class EnvError extends StartupError {
  constructor(issues: readonly { path: PropertyKey[]; message: string }[]) {
    super(
      `The settings are wrong:\n${issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n")}`,
    );
  }
}

function localOrigin({ HOST, PORT }: Settings) {
  const everywhere = HOST === "0.0.0.0" || HOST === "::";
  const host = everywhere ? "127.0.0.1" : HOST;
  return `http://${host.includes(":") ? `[${host}]` : host}:${PORT}`;
}

// tests say themselves what they need
if (process.env.NODE_ENV !== "test" && existsSync(".env")) process.loadEnvFile(".env");

export const env = parseEnv(process.env);

// outlives this module, which the development server loads again when it changes
const chosen = globalThis as { __databaseUrl?: string };

/** Says where the database is, once the embedded one has started. */
export function setDatabaseUrl(url: string) {
  chosen.__databaseUrl = url;
}

/** Where the database is; an error until it is known. */
export function databaseUrl(): string {
  const url = chosen.__databaseUrl ?? env.DATABASE_URL;
  if (!url) throw new Error("The database has not been started yet: call startDatabase() first.");
  return url;
}

/** Whether pages that show the product's inside (every mail, every component) may be seen: never where mail is really sent. */
export function hasDevPages(): boolean {
  return env.NODE_ENV !== "production" || (env.DEMO && env.SMTP_URL === undefined);
}
