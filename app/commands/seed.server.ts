/** Somebody of the demo community, to sign in as. */
export interface DemoAccount {
  role: string;
  email: string;
  password: string;
}

export const demoAccounts: DemoAccount[] = [];

/** Makes the demo community in a database without accounts. */
export async function seedIfEmpty(): Promise<void> {}
