import { createContext, useContext } from "react";

/** The nonce of the page that is being rendered; in the browser there is none. */
export const NonceContext = createContext<string | undefined>(undefined);

/** What inline scripts of a hydrated page carry: `<Scripts nonce={useNonce()} />`. */
export const useNonce = () => useContext(NonceContext);
