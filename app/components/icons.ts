import arrowDown from "lucide-static/icons/arrow-down.svg?raw";
import arrowUp from "lucide-static/icons/arrow-up.svg?raw";
import badgeCheck from "lucide-static/icons/badge-check.svg?raw";
import ban from "lucide-static/icons/ban.svg?raw";
import bell from "lucide-static/icons/bell.svg?raw";
import bold from "lucide-static/icons/bold.svg?raw";
import calendar from "lucide-static/icons/calendar.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import chevronLeft from "lucide-static/icons/chevron-left.svg?raw";
import chevronRight from "lucide-static/icons/chevron-right.svg?raw";
import circleAlert from "lucide-static/icons/circle-alert.svg?raw";
import circleCheck from "lucide-static/icons/circle-check.svg?raw";
import circleDashed from "lucide-static/icons/circle-dashed.svg?raw";
import circleDot from "lucide-static/icons/circle-dot.svg?raw";
import circlePause from "lucide-static/icons/circle-pause.svg?raw";
import circleQuestionMark from "lucide-static/icons/circle-question-mark.svg?raw";
import clock from "lucide-static/icons/clock.svg?raw";
import code from "lucide-static/icons/code.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import ellipsis from "lucide-static/icons/ellipsis.svg?raw";
import eye from "lucide-static/icons/eye.svg?raw";
import eyeOff from "lucide-static/icons/eye-off.svg?raw";
import fileText from "lucide-static/icons/file-text.svg?raw";
import flag from "lucide-static/icons/flag.svg?raw";
import hand from "lucide-static/icons/hand.svg?raw";
import heading from "lucide-static/icons/heading.svg?raw";
import headset from "lucide-static/icons/headset.svg?raw";
import history from "lucide-static/icons/history.svg?raw";
import hourglass from "lucide-static/icons/hourglass.svg?raw";
import inbox from "lucide-static/icons/inbox.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import italic from "lucide-static/icons/italic.svg?raw";
import link from "lucide-static/icons/link.svg?raw";
import list from "lucide-static/icons/list.svg?raw";
import listOrdered from "lucide-static/icons/list-ordered.svg?raw";
import lock from "lucide-static/icons/lock.svg?raw";
import logOut from "lucide-static/icons/log-out.svg?raw";
import messageCircleQuestionMark from "lucide-static/icons/message-circle-question-mark.svg?raw";
import messagesSquare from "lucide-static/icons/messages-square.svg?raw";
import paperclip from "lucide-static/icons/paperclip.svg?raw";
import pencil from "lucide-static/icons/pencil.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import reply from "lucide-static/icons/reply.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import send from "lucide-static/icons/send.svg?raw";
import settings from "lucide-static/icons/settings.svg?raw";
import stickyNote from "lucide-static/icons/sticky-note.svg?raw";
import tag from "lucide-static/icons/tag.svg?raw";
import textQuote from "lucide-static/icons/text-quote.svg?raw";
import thumbsDown from "lucide-static/icons/thumbs-down.svg?raw";
import thumbsUp from "lucide-static/icons/thumbs-up.svg?raw";
import triangleAlert from "lucide-static/icons/triangle-alert.svg?raw";
import undo2 from "lucide-static/icons/undo-2.svg?raw";
import userRound from "lucide-static/icons/user-round.svg?raw";
import userRoundCheck from "lucide-static/icons/user-round-check.svg?raw";
import users from "lucide-static/icons/users.svg?raw";
import wrench from "lucide-static/icons/wrench.svg?raw";
import x from "lucide-static/icons/x.svg?raw";

/** The icons in use, as lucide draws them: one more icon is one more line here and above. */
const drawings = {
  "arrow-down": arrowDown,
  "arrow-up": arrowUp,
  "badge-check": badgeCheck,
  ban,
  bell,
  bold,
  calendar,
  check,
  "chevron-down": chevronDown,
  "chevron-left": chevronLeft,
  "chevron-right": chevronRight,
  "circle-alert": circleAlert,
  "circle-check": circleCheck,
  "circle-dashed": circleDashed,
  "circle-dot": circleDot,
  "circle-pause": circlePause,
  "circle-question-mark": circleQuestionMark,
  clock,
  code,
  copy,
  ellipsis,
  eye,
  "eye-off": eyeOff,
  "file-text": fileText,
  flag,
  heading,
  hand,
  headset,
  history,
  hourglass,
  inbox,
  info,
  italic,
  link,
  list,
  "list-ordered": listOrdered,
  lock,
  "log-out": logOut,
  "message-circle-question-mark": messageCircleQuestionMark,
  "messages-square": messagesSquare,
  paperclip,
  pencil,
  plus,
  reply,
  search,
  send,
  settings,
  "sticky-note": stickyNote,
  tag,
  "text-quote": textQuote,
  "thumbs-down": thumbsDown,
  "thumbs-up": thumbsUp,
  "triangle-alert": triangleAlert,
  "undo-2": undo2,
  "user-round": userRound,
  "user-round-check": userRoundCheck,
  users,
  wrench,
  x,
};

export type IconName = keyof typeof drawings;

export const iconNames = Object.keys(drawings) as IconName[];

const symbols = new Map(
  Object.entries(drawings).map(([name, svg]) => {
    const drawing = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)?.[1]?.replace(/\s+/g, " ").trim();
    return [name, `<symbol id="icon-${name}" viewBox="0 0 24 24">${drawing}</symbol>`];
  }),
);

/** One of them as a symbol, for the page's sprite; `Icon` refers to it. */
export const iconSymbol = (name: IconName) => symbols.get(name) ?? "";
