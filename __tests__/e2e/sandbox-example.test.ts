import { describe, it } from "vitest";
import { lacking, needsTerraformAndVault } from "../prerequisites";

/* The example of docs/sandbox.md, run as it stands there. */

const NAME = "the example of tests against the sandbox";

if (lacking.length > 0) it(NAME, needsTerraformAndVault);
else
  describe(NAME, async () => {
    await import("../../examples/sandbox/external-contact.e2e.js");
  });
