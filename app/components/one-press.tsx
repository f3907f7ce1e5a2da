const ID = "one-press";

/** Sends what one press of a button does, for all such buttons of a page: a form around each was a fifth of a reply's markup. */
export const OnePressForm = () => <form id={ID} method="post" hidden />;

/** For a button outside any form whose name and value are all it sends: where to. */
export const onePress = (formAction: string) => ({ form: ID, formAction });
