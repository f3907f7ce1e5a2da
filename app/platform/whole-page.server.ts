/** What responses say, where it is known without reading them: a stream's making and reading costs as much as a query. */
const texts = new WeakMap<Response, string>();

/** A response whose text can be had at once. */
export function wholePage(text: string, init: ResponseInit): Response {
  const response = new Response(text, init);
  texts.set(response, text);
  return response;
}

/** All that a response says; undefined when it says nothing. */
export async function bytesOf(response: Response): Promise<Buffer | undefined> {
  const text = texts.get(response);
  if (text !== undefined) return Buffer.from(text);
  return response.body ? Buffer.from(await response.arrayBuffer()) : undefined;
}
