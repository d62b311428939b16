import { choicesPage } from "./choices-page";
import { doctorFindings, errorsPage, reviewFindings, withFindings } from "./errors-page";
import { rulesPage } from "./rules-page";
import { withSemantics } from "./semantics-table";

/** A page that is made, in whole or in part, of what the code knows. */
export interface GeneratedPage {
  readonly file: string;
  /** @param page as it is; what is written by hand stays */
  render(page: string): string;
}

/** Every one of them. */
export const PAGES: readonly GeneratedPage[] = [
  { file: "docs/rules.md", render: rulesPage },
  { file: "docs/errors.md", render: errorsPage },
  { file: "docs/choices.md", render: choicesPage },
  { file: "docs/run.md", render: withSemantics },
  { file: "docs/review.md", render: (page) => withFindings(page, reviewFindings()) },
  { file: "docs/doctor.md", render: (page) => withFindings(page, doctorFindings()) },
];
