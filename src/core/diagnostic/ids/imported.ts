import type { Entries } from "./entry";

/** Found when actions are read from exports, Terraform, tables and modules. */
export const IMPORTED = {
  "file/missing": {
    severity: "error",
    means: "The file does not exist.",
    fix: "Give the path of a file that exists.",
  },
  "file/unreadable": {
    severity: "error",
    means: "The file cannot be read.",
    fix: "Give a readable file of moderate size.",
  },
  "file/unwritable": {
    severity: "error",
    means: "The file cannot be written; it is as it was.",
    fix: "Name a file in a directory that exists and that you may write to.",
  },
  "file/json": {
    severity: "error",
    means: "The file is not JSON.",
    fix: "Give a JSON file; a trailing comma, a comment, YAML and a saved web page are the usual causes.",
  },
  "file/truncated": {
    severity: "error",
    means: "The file is empty, or its JSON ends too early.",
    fix: "Get the whole file again.",
  },
  "file/hcl": {
    severity: "error",
    means: "The file is not HCL that Terraform would read.",
    fix: "Correct it: terraform validate prints more.",
  },
  "import/nothing-found": {
    severity: "error",
    means: "No data action was found in what was given.",
    fix: "Name exports, Terraform's files, tables, modules, or directories of these.",
  },
  "import/not-an-action": {
    severity: "error",
    means: "It is not a data action that calls an API.",
    fix: "Export the action again from Genesys Cloud, or name its Terraform resource.",
  },
  "import/not-one-action": {
    severity: "error",
    means: "A declaration is made of one action, and the file holds none or several.",
    fix: "Give one file for each data action.",
  },
  "import/no-actions": {
    severity: "error",
    means: "The module exports no data action.",
    fix: "Export what DataAction.define returns.",
  },
  "import/no-config": {
    severity: "error",
    means: "An answer of the API is without the action's configuration.",
    fix: "Ask for it with ?expand=contract&includeConfig=true.",
  },
  "import/no-contract": {
    severity: "note",
    means: "A contract is missing, so references and templates are not checked against it.",
    fix: "Add it: an export has it.",
  },
  "import/contract-unknown": {
    severity: "note",
    means: "A contract is an expression of Terraform whose value is not known here.",
    fix: "Give the plan or the state, or write the contract out.",
  },
  "import/template-unknown": {
    severity: "note",
    means: "A template is not in the file, or is an expression of Terraform whose value is not known here.",
    fix: "Give the text, or the plan.",
  },
  "import/not-escaped": {
    severity: "warning",
    means: "A Velocity reference is written ${...}, which Terraform takes for its own.",
    fix: "Write $${...}.",
  },
  "import/variable": {
    severity: "note",
    means: "The request was read with values of Terraform variables that may differ elsewhere.",
    fix: "Derive the plan of each environment.",
  },
  "import/unknown-key": {
    severity: "note",
    means: "The export has keys that scopelock does not know; they are kept, not deployed.",
    fix: "Remove them, or ignore this.",
  },
  "import/too-deep": {
    severity: "error",
    means: "A template or a contract is nested too deep.",
    fix: "Make it flatter.",
  },
  "import/module": {
    severity: "error",
    means: "The module cannot be run.",
    fix: "Have it do nothing but declare and export; run it with node to see more.",
  },
  "import/hcl": {
    severity: "error",
    means: "A declaration cannot be made of HCL.",
    fix: "Give the output of terraform show -json.",
  },
  "import/table": {
    severity: "error",
    means: "The table of requests has no header line, or a line is not complete.",
    fix: 'Begin it with a line "method<TAB>url".',
  },
  "import/function": {
    severity: "error",
    means: "It is a function data action, which runs code and sends no request.",
    fix: "Leave it out, or use --ignore elsewhere.",
  },
  "import/draft": {
    severity: "error",
    means: "It is a draft of an action.",
    fix: "Publish it, or leave it out.",
  },
  "import/custom-auth": {
    severity: "error",
    means: "It is a custom authentication action, which gets the token of a web services integration.",
    fix: "Leave it out.",
  },
  "import/integration-type": {
    severity: "warning",
    means: "The action belongs to another type of integration.",
    fix: "Move it to a Genesys Cloud data actions integration.",
  },
  "request/terraform-expression": {
    severity: "error",
    means: "Method or URL is known only when Terraform plans.",
    fix: "Derive the plan: terraform show -json plan.",
  },
} as const satisfies Entries;
