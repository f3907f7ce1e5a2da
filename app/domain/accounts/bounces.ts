/** A refusal for good counts two, one for now one a day: at four nothing more is mailed to an address. */
export const BOUNCES_MAX = 4;
export const BOUNCES_FORGOTTEN_DAYS = 30;

/** Whether mail to the address of a row of `account` has stopped, in SQL. */
export const IS_MAIL_STOPPED = `EXISTS (SELECT FROM "BouncedAddress" bounced WHERE bounced.address = account.email
  AND bounced.score >= ${BOUNCES_MAX} AND bounced."lastAt" > now() - interval '${BOUNCES_FORGOTTEN_DAYS} days')`;
