/**
 * Says in one line that standard output could not be written, and has the process end with 1. A reader that has gone
 * (`| head`) has seen enough: the command ends as it would have.
 */
export function watchOutput(): void {
  let lost: string | undefined;
  process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") lost ??= code ?? message;
  });
  // Nobody is left to be told.
  process.stderr.on("error", () => {});
  process.once("exit", () => {
    if (lost === undefined) return;
    console.error(`The output could not be written: ${lost}.`);
    process.exitCode = 1;
  });
}

/** Ends the process when everything is written, whatever else would keep it: a module's timer, an open connection. */
export function endProcess(): void {
  // An error of the stream is told after the callback of the write.
  const end = () => setImmediate(() => process.exit());
  process.stdout.write("", () => process.stderr.write("", end));
}
