import { refuseOldNode } from "./node-version";
import { refusalText } from "./refusal-text";

// To be imported first: a declaration is checked when its module is loaded, before any `try` of ours is entered.
process.on("uncaughtException", (error) => {
  console.error(refusalText(error) ?? error);
  process.exit(1);
});

refuseOldNode();
