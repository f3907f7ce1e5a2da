import "@remix-run/node";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
  interface AppLoadContext {
    /** Lets this page's own inline scripts run (see security-headers.server.ts). */
    nonce: string;
    requestId: string;
    /** The visitor's address, for rate limits; behind proxies see TRUSTED_PROXIES. */
    clientAddress: string;
  }
}
