import { startProviders } from "./index";

/*
 * The stand-ins as a process. Prints the value of TF_REATTACH_PROVIDERS as its first line, and ends on a signal or when its
 * standard input closes, so it never outlives the sandbox that started it.
 */
startProviders({
  sockets: process.env.SCOPELOCK_PROVIDERS_SOCKETS ?? process.cwd(),
  env: process.env,
  cwd: process.cwd(),
}).then(
  ({ reattach, close }) => {
    const end = () => {
      close();
      process.exit(0);
    };
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, end);
    process.stdin.once("close", end).resume();
    process.stdout.write(`${reattach}\n`);
  },
  (error: Error) => {
    console.error(`provider stand-ins: ${error.message}`);
    process.exit(1);
  },
);
