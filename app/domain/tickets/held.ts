/** The forms of the composer whose words go out to the requester, as their addresses name them. */
export const HELD_NOUNS = ["responses", "resolution", "supervision"] as const;
export type HeldNoun = (typeof HELD_NOUNS)[number];

/** A response that goes out in a moment, as the desk sees it. */
export interface HeldResponseView {
  id: number;
  noun: HeldNoun;
  authorName: string;
  /** Only who wrote it may take it back. */
  isMine: boolean;
  sendAt: Date;
  html: string;
}

/** A response of the viewer's that did not go out: its form is filled in again. */
export interface StoppedResponse {
  id: number;
  noun: HeldNoun;
  /** `taken_back`, or the code of what refused it. */
  because: string;
  typed: Record<string, string>;
}

/** Everything that a ticket has on its way, and what came back to the viewer. */
export interface HeldOnTicket {
  held: HeldResponseView[];
  stopped: StoppedResponse | null;
}
