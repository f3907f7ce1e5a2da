import accounts from "./de/accounts.json";
import acting from "./de/acting.json";
import answers from "./de/answers.json";
import asking from "./de/asking.json";
import calendars from "./de/calendars.json";
import claims from "./de/claims.json";
import common from "./de/common.json";
import composing from "./de/composing.json";
import desk from "./de/desk.json";
import dev from "./de/dev.json";
import duties from "./de/duties.json";
import earlier from "./de/earlier.json";
import errors from "./de/errors.json";
import following from "./de/following.json";
import found from "./de/found.json";
import goodwill from "./de/goodwill.json";
import inbox from "./de/inbox.json";
import known from "./de/known.json";
import macros from "./de/macros.json";
import mail from "./de/mail.json";
import privates from "./de/private.json";
import questions from "./de/questions.json";
import readings from "./de/readings.json";
import rights from "./de/rights.json";
import search from "./de/search.json";
import steps from "./de/steps.json";
import talks from "./de/talks.json";
import threads from "./de/threads.json";
import tickets from "./de/tickets.json";
import type en from "./en.ts";

/** Every message in German; a key missing here, or one that English lacks, does not compile. */
const de = {
  ...common,
  ...accounts,
  ...acting,
  ...claims,
  ...goodwill,
  ...duties,
  ...talks,
  ...earlier,
  ...steps,
  ...threads,
  ...asking,
  ...tickets,
  ...inbox,
  ...macros,
  ...known,
  ...readings,
  ...answers,
  ...calendars,
  ...questions,
  ...rights,
  ...privates,
  ...search,
  ...following,
  ...mail,
  ...errors,
  ...found,
  ...composing,
  ...desk,
  ...dev,
} satisfies Record<keyof typeof en, string>;

type Superfluous = Exclude<keyof typeof de, keyof typeof en>;
const catalogue: [Superfluous] extends [never] ? typeof de : { superfluous: Superfluous } = de;

export default catalogue;
