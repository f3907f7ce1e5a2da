import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { pool } from "../../app/platform/db.server.ts";

/** A mail server that keeps what it takes; `refuse` makes it say "try again later". */
export class Post {
  readonly mails: { from: string; to: string[]; mail: Email }[] = [];
  refuse = false;
  #server = new SMTPServer({
    authOptional: true,
    closeTimeout: 50,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) =>
      done(this.refuse ? Object.assign(new Error("Mailbox busy"), { responseCode: 451 }) : null),
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", async () => {
        const mail = await PostalMime.parse(Buffer.concat(parts));
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        this.mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), mail });
        done();
      });
    },
  });

  async open(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    return (this.#server.server.address() as AddressInfo).port;
  }

  close = () => new Promise<void>((resolve) => this.#server.close(resolve));
}

/** Lets the jobs that wait for their next try run now, as time would. */
export const waitForRetry = () =>
  pool.query("UPDATE graphile_worker._private_jobs SET run_at = now(), last_error = NULL");
