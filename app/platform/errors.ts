/**
 * The four ways a request can be wrong, plus "too often" and "not now". Each carries a code that i18n turns into a sentence
 * (`error.<code>`); nothing here is a sentence itself. Anything else that is thrown is a bug.
 */
export type FieldErrors = Record<string, string>;
export type ErrorValues = Record<string, string | number>;

export abstract class Refusal extends Error {
  abstract readonly status: 403 | 404 | 409 | 422 | 429 | 503;
  constructor(
    readonly code: string,
    readonly values: ErrorValues = {},
  ) {
    super(code);
    this.name = new.target.name;
  }
}

/** It is not there, or not for this viewer: the two are not told apart. */
export class NotFound extends Refusal {
  readonly status = 404;
  constructor(code = "not_found") {
    super(code);
  }
}

/** The viewer sees it but may not do this with it. */
export class Forbidden extends Refusal {
  readonly status = 403;
  constructor(code = "forbidden", values?: ErrorValues) {
    super(code, values);
  }
}

/** It was right when the form was opened, and is not any more. */
export class Conflict extends Refusal {
  readonly status = 409;
}

/** A place in what was typed of which somebody has to say what shall become of it. */
export interface Place {
  /** Names it in the form. */
  key: string;
  kind: string;
  field: string;
  /** Counted from 1. */
  line: number;
  text: string;
  /** It cannot stay where it is. */
  mustMove?: boolean;
}

/** A sentence that sounds like a promise: whether it is one, and by when, its writer says. */
export interface SaidPromise {
  /** Names it in the form. */
  key: string;
  text: string;
  /** As a `datetime-local` field has it; empty where no time could be read. */
  by: string;
  /** Why the date that was given is none. */
  problem?: string;
}

/** What was typed cannot be taken; `fields` maps a field's name to a code of its own. */
export class Invalid extends Refusal {
  readonly status = 422;
  constructor(
    code: string,
    readonly fields: FieldErrors = {},
    values?: ErrorValues,
    readonly places?: readonly Place[],
    readonly promises?: readonly SaidPromise[],
  ) {
    super(code, values);
  }
}

/** Too often; `retryAfter` is in seconds. */
export class TooManyRequests extends Refusal {
  readonly status = 429;
  constructor(readonly retryAfter: number) {
    super("too_many_requests", { seconds: retryAfter });
  }
}

/** Too much is asked of the database just now, or it is away; `retryAfter` is in seconds. */
export class Unavailable extends Refusal {
  readonly status = 503;
  constructor(readonly retryAfter = 5) {
    super("unavailable");
  }
}

/** What a form is told: shown above it, with what the person typed kept. */
export interface Problem {
  code: string;
  fields?: FieldErrors;
  values?: ErrorValues;
  places?: readonly Place[];
  promises?: readonly SaidPromise[];
}

export function toProblem(refusal: Refusal): Problem {
  const { fields, places, promises } = refusal instanceof Invalid ? refusal : {};
  const asked = { ...(places ? { places } : {}), ...(promises ? { promises } : {}) };
  return { code: refusal.code, fields, values: refusal.values, ...asked };
}
