import accounts from "./en/accounts.json";
import acting from "./en/acting.json";
import answers from "./en/answers.json";
import asking from "./en/asking.json";
import calendars from "./en/calendars.json";
import claims from "./en/claims.json";
import common from "./en/common.json";
import composing from "./en/composing.json";
import desk from "./en/desk.json";
import dev from "./en/dev.json";
import duties from "./en/duties.json";
import earlier from "./en/earlier.json";
import errors from "./en/errors.json";
import following from "./en/following.json";
import found from "./en/found.json";
import goodwill from "./en/goodwill.json";
import inbox from "./en/inbox.json";
import known from "./en/known.json";
import macros from "./en/macros.json";
import mail from "./en/mail.json";
import privates from "./en/private.json";
import questions from "./en/questions.json";
import readings from "./en/readings.json";
import rights from "./en/rights.json";
import search from "./en/search.json";
import steps from "./en/steps.json";
import talks from "./en/talks.json";
import threads from "./en/threads.json";
import tickets from "./en/tickets.json";

/** Every message in English: the language the keys are taken from. */
const en = {
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
};

export default en;
