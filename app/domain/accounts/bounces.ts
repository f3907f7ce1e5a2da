/** A refusal for good counts two, one for now one a day: at four nothing more is mailed to an address. */
export const BOUNCES_MAX = 4;
export const BOUNCES_FORGOTTEN_DAYS = 30;

/** A guest is mailed one link: one refusal for good, and nothing else will come. */
const GUEST_BOUNCES_MAX = 2;

/** Whether mail to the address of a row of `account` has stopped, in SQL. */
export const IS_MAIL_STOPPED = `EXISTS (SELECT FROM "BouncedAddress" bounced
  WHERE bounced.address = CASE WHEN account."isGuest" THEN account."contactEmail" ELSE account.email END
    AND bounced.score >= CASE WHEN account."isGuest" THEN ${GUEST_BOUNCES_MAX} ELSE ${BOUNCES_MAX} END
    AND bounced."lastAt" > now() - interval '${BOUNCES_FORGOTTEN_DAYS} days')`;
