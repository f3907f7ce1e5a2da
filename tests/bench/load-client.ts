// The load: keeps connections busy with raw HTTP/1.1, because ready-made clients spend more on a request than a cached
// page costs.
import { connect, type Socket } from "node:net";

/** What to ask for, over and over; each connection has one request under way. */
export interface Load {
  port: number;
  connections: number;
  warmUpMs: number;
  measureMs: number;
  requests: LoadRequest[];
  /** One a connection, in turn; none for visitors. */
  cookies: string[];
}

export interface LoadRequest {
  method: "GET" | "POST";
  path: string;
  /** A form's body, in which KEY stands for characters that are new each time. */
  body?: string;
  status: number;
  /** A regular expression for what a right answer holds, in its head or body. */
  holds: string;
  leastBytes: number;
}

export interface LoadResult {
  requests: number;
  seconds: number;
  p50: number;
  p99: number;
  bytes: number;
  failures: number;
  /** What was wrong with the first few. */
  complaints: string[];
}

export const KEY = "0123456789abcdef";
const COMPLAINTS_KEPT = 3;
/** Statuses and lengths are checked always; the text of every so many-th answer. */
const READ_EVERY = 32;
const HEAD_END = "\r\n\r\n";

interface Run {
  load: Load;
  latencies: number[];
  bytes: number;
  failures: number;
  complaints: string[];
  isMeasuring: boolean;
  isOver: boolean;
}

/** Counted over all loads: a form's key that comes again would be taken for the same form sent twice. */
let sent = 0;

/** Puts the load on the server and says how it went; tells when measuring begins and ends. */
export async function run(
  load: Load,
  onPhase: (phase: "measuring" | "measured") => void = () => {},
): Promise<LoadResult> {
  const state: Run = {
    load,
    latencies: [],
    bytes: 0,
    failures: 0,
    complaints: [],
    isMeasuring: false,
    isOver: false,
  };
  const visitors = Array.from({ length: load.connections }, (_, index) => new Visitor(state, index).visit());
  await wait(load.warmUpMs);
  state.isMeasuring = true;
  const startedAt = performance.now();
  onPhase("measuring");
  await wait(load.measureMs);
  state.isMeasuring = false;
  onPhase("measured");
  const seconds = (performance.now() - startedAt) / 1000;
  state.isOver = true;
  await Promise.all(visitors);
  const sorted = Float64Array.from(state.latencies).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const { bytes, failures, complaints } = state;
  return { requests: sorted.length, seconds, p50: at(0.5), p99: at(0.99), bytes, failures, complaints };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One connection, asking one thing after another. */
class Visitor {
  private socket: Socket | undefined;
  private asked: LoadRequest | undefined;
  private askedAt = 0;
  private readonly answer = new Answer();
  private finish: () => void = () => {};

  constructor(
    private readonly state: Run,
    private readonly index: number,
  ) {}

  visit(): Promise<void> {
    return new Promise((resolve) => {
      this.finish = resolve;
      this.open();
    });
  }

  private open() {
    const socket = connect({ port: this.state.load.port, host: "127.0.0.1", noDelay: true });
    this.socket = socket;
    this.answer.clear();
    socket.on("connect", () => this.ask());
    socket.on("data", (chunk) => this.take(chunk));
    socket.on("error", (error) => this.complain(error.message));
    socket.on("close", () => (this.state.isOver ? this.finish() : setTimeout(() => this.open(), 20)));
  }

  private ask() {
    const { requests, cookies, port } = this.state.load;
    const request = requests[Math.floor(Math.random() * requests.length)];
    if (!request) throw new Error("Nothing to ask for");
    this.asked = request;
    this.askedAt = performance.now();
    this.socket?.write(wire(request, port, cookies[this.index % cookies.length], ++sent));
  }

  private take(chunk: Buffer) {
    this.answer.add(chunk);
    if (!this.answer.isWhole) return;
    this.judge();
    const { isLast } = this.answer;
    this.answer.clear();
    if (this.state.isOver || isLast) this.socket?.end();
    else this.ask();
  }

  private judge() {
    const { state, answer, asked } = this;
    if (!state.isMeasuring || !asked) return;
    state.latencies.push(performance.now() - this.askedAt);
    state.bytes += answer.length;
    const isRead = asked.method === "POST" || state.latencies.length % READ_EVERY === 1;
    const wrong = whatIsWrong(asked, answer, isRead);
    if (wrong) this.complain(`${asked.method} ${asked.path}: ${wrong}`);
  }

  private complain(what: string) {
    if (!this.state.isMeasuring) return;
    this.state.failures++;
    if (this.state.complaints.length < COMPLAINTS_KEPT) this.state.complaints.push(what);
  }
}

function whatIsWrong(asked: LoadRequest, answer: Answer, isRead: boolean): string | null {
  if (answer.status !== asked.status)
    return `status ${answer.status} instead of ${asked.status}: ${answer.text().slice(0, 300)}`;
  if (answer.length < asked.leastBytes) return `${answer.length} bytes, which is too short`;
  if (!isRead || new RegExp(asked.holds).test(answer.text())) return null;
  return `${asked.holds} is not in the answer: ${asked.method === "POST" ? answer.text().slice(0, 300) : "a page"}`;
}

function wire({ method, path, body }: LoadRequest, port: number, cookie: string | undefined, number: number) {
  const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/html\r\nUser-Agent: bench\r\n${cookie ? `Cookie: ${cookie}\r\n` : ""}`;
  if (body === undefined) return `${head}\r\n`;
  const fresh = body.replaceAll(KEY, keyOf(number));
  const form = "Content-Type: application/x-www-form-urlencoded\r\n";
  return `${head}Origin: http://127.0.0.1:${port}\r\n${form}Content-Length: ${Buffer.byteLength(fresh)}\r\n\r\n${fresh}`;
}

const startedAt = Date.now().toString(36);
const keyOf = (number: number) => `${startedAt}${number.toString(36)}`.padStart(KEY.length, "0").slice(-KEY.length);

/** The bytes of one answer, as far as they have come. */
class Answer {
  status = 0;
  length = 0;
  isWhole = false;
  isLast = false;
  private pieces: Buffer[] = [];
  private head = "";
  private expected: number | "chunked" = 0;

  clear() {
    this.pieces = [];
    this.head = "";
    this.length = 0;
    this.isWhole = false;
  }

  add(piece: Buffer) {
    this.pieces.push(piece);
    this.length += piece.length;
    if (!this.head) this.readHead();
    if (!this.head) return;
    this.isWhole = this.expected === "chunked" ? endsChunks(this.pieces) : this.length >= this.expected;
  }

  text(): string {
    return Buffer.concat(this.pieces).toString("utf8");
  }

  private readHead() {
    const bytes = this.pieces.length === 1 ? this.pieces[0] : Buffer.concat(this.pieces);
    const end = bytes?.indexOf(HEAD_END) ?? -1;
    if (!bytes || end === -1) return;
    this.head = bytes.toString("latin1", 0, end);
    const lower = this.head.toLowerCase();
    this.status = Number(this.head.slice(9, 12));
    this.isLast = lower.includes("\r\nconnection: close");
    const length = /\r\ncontent-length: (\d+)/.exec(lower)?.[1];
    this.expected =
      length === undefined && this.hasBody(lower) ? "chunked" : end + HEAD_END.length + Number(length ?? 0);
  }

  private hasBody(head: string) {
    return head.includes("\r\ntransfer-encoding: chunked");
  }
}

const endsChunks = (pieces: Buffer[]) =>
  Buffer.concat(pieces.slice(-2)).subarray(-5).toString("latin1") === "0\r\n\r\n";
