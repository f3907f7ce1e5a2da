import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { pool } from "../../app/platform/db.server.ts";

/** What a server says instead of taking a mail: to whom it goes, or to what it says. */
interface Refusal {
  at: "rcpt" | "data";
  code: number;
  words: string;
}

/** A mail server that keeps what it takes; `refuse` makes it say "try again later", `refusal` whatever else. */
export class Post {
  readonly mails: { from: string; to: string[]; mail: Email }[] = [];
  refuse = false;
  refusal: Refusal | undefined;
  #server = new SMTPServer({
    authOptional: true,
    closeTimeout: 50,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) =>
      done(this.refuse ? Object.assign(new Error("Mailbox busy"), { responseCode: 451 }) : this.#refusedAt("rcpt")),
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", async () => {
        const refused = this.#refusedAt("data");
        if (refused) return done(refused);
        const mail = await PostalMime.parse(Buffer.concat(parts));
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        this.mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), mail });
        done();
      });
    },
  });

  #refusedAt(place: Refusal["at"]) {
    if (this.refusal?.at !== place) return null;
    return Object.assign(new Error(this.refusal.words), { responseCode: this.refusal.code });
  }

  async open(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    return (this.#server.server.address() as AddressInfo).port;
  }

  close = () => new Promise<void>((resolve) => this.#server.close(resolve));
}

/** Lets the jobs that wait for their next try run now, as time would. */
export const waitForRetry = () =>
  pool.query("UPDATE graphile_worker._private_jobs SET run_at = now(), last_error = NULL");
