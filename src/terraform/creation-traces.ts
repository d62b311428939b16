/**
 * Makes constructs whose tokens do not keep where they were made. cdktf writes down a whole stack trace for each, which takes
 * half of the time in which bindings are made, and shows it only when a token cannot be resolved.
 * @returns what `make` does
 * @throws what `make` throws, with its own stack trace: V8 formats it when it is read first
 */
export function withoutCreationTraces<Made>(make: () => Made): Made {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = () => "";
  try {
    return make();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
