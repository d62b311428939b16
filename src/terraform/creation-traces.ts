/**
 * Makes constructs whose tokens do not keep where they were made. cdktf collects a whole stack trace for each, which takes half
 * of the time in which bindings are made, and shows it only when a token cannot be resolved.
 * @returns what `make` does
 * @throws what `make` throws: an error collects its own stack trace when it is made, by other means
 */
export function withoutCreationTraces<Made>(make: () => Made): Made {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return make();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
