/** About the size of a piece, in characters. */
const PIECE = 8_192;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * A long text in pieces that can be read one after the other. Several rules of Markdown take time that grows with the
 * square of the text; searching and excerpts do without them across eight thousand characters. A code block that is
 * cut goes on as code.
 */
export function pieces(source: string): string[] {
  if (source.length <= PIECE) return [source];
  const found: string[] = [];
  let piece = "";
  let fence = "";
  for (const line of source.split(/(?<=\n)/)) {
    if (piece.length + line.length > PIECE && piece) {
      found.push(piece);
      piece = fence && `${fence}\n`;
    }
    fence = fenceAfter(fence, line);
    piece += line;
  }
  return [...found, piece];
}

/** The code fence that is open after a line, or none. */
function fenceAfter(open: string, line: string): string {
  const mark = FENCE.exec(line)?.[1];
  if (!mark) return open;
  if (!open) return mark;
  return mark.startsWith(open) ? "" : open;
}
