/** A stream of server-sent events, as a page's script would hold it. */
export interface Stream {
  status: number;
  /** What came so far, as it came. */
  said(): string;
  /** Resolves once `pattern` has come, or rejects. */
  heard(pattern: RegExp): Promise<void>;
  /** Resolves when the server has ended it. */
  ended: Promise<void>;
  close(): void;
}

const WITHIN_MS = 20_000;

/** Listens at an address until it is closed. */
export async function listenTo(url: string, headers: Record<string, string> = {}): Promise<Stream> {
  const aborting = new AbortController();
  const response = await fetch(url, { headers: { Accept: "text/event-stream", ...headers }, signal: aborting.signal });
  let said = "";
  const waiting = new Set<() => void>();
  const ended = (async () => {
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    try {
      for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
        said += decoder.decode(piece.value, { stream: true });
        for (const look of waiting) look();
      }
    } catch {
      // it was closed here, or the server was killed
    }
  })();
  const heard = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`Not heard: ${pattern} in ${said}`)), WITHIN_MS);
      const look = () => {
        if (!pattern.test(said)) return;
        clearTimeout(late);
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { status: response.status, said: () => said, heard, ended, close: () => aborting.abort() };
}
