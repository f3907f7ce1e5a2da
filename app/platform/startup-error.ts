/** Something a person has to put right before the program can start; its message says what, and no stack is shown. */
export class StartupError extends Error {
  override readonly name = "StartupError";
}
