import { ScopelockError } from "../core/diagnostic";

// To be imported first: a declaration is checked when its module is loaded, before any `try` of ours is entered.
process.on("uncaughtException", (error) => {
  console.error(ScopelockError.is(error) ? error.message : error);
  process.exit(1);
});
