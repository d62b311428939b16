import { ANSWERS } from "./answers";
import type { Behaviour } from "./behaviour";
import { PATHS } from "./paths";
import { TEMPLATES } from "./templates";
import { HELPERS } from "./tools";

export { type Behaviour, type Example, SOURCES, type Source } from "./behaviour";

/** Every behaviour that was decided, by what it is about. `docs/run.md` lists them; a test runs each example. */
export const SEMANTICS: Readonly<Record<string, readonly Behaviour[]>> = {
  "Contracts, answers, outputs": ANSWERS,
  Templates: TEMPLATES,
  Helpers: HELPERS,
  "Translation map": PATHS,
};
