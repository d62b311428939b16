import { Annotations, App, TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { ScopelockError } from "../../src/core/diagnostic";
import { refusalText } from "../../src/process/refusal-text";

/** What cdktf itself throws of a stack. */
const thrownBy = (declare: (stack: TerraformStack, app: App) => void): unknown => {
  const app = new App({ outdir: "/tmp/scopelock-refusal-text" });
  declare(new TerraformStack(app, "dev"), app);
  try {
    app.synth();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown.");
};
const refusal = {
  id: "integration/id" as const,
  what: "It is wrong.",
  where: "dev/crm",
  why: "It is.",
  fix: "Mend it.",
};
const { message } = new ScopelockError(refusal);

describe("what cdktf's validation finds", () => {
  it("is a sentence with its place, once, without stack trace and without cdktf's advice", () => {
    const text = refusalText(
      thrownBy(({ node }) => {
        node.addValidation({ validate: () => ["The queue is too long.", message] });
        node.addValidation({ validate: () => [message] });
      }),
    );
    expect(text).toBe(`The queue is too long.\n  where: dev\n${message}`);
  });

  it("is the same where it is found of the app", () => {
    const text = refusalText(
      thrownBy((_, { node }) => void node.addValidation({ validate: () => [message] })),
    );
    expect(text).toBe(message);
  });

  it("is the same for an annotation at error level", () => {
    const text = refusalText(
      thrownBy((stack) => Annotations.of(stack).addError("No backend is set.\nSet one.")),
    );
    expect(text).toBe("No backend is set.\nSet one.\n  where: dev");
  });
});

describe("what else is thrown", () => {
  it("is a refusal's own message", () => {
    expect(refusalText(new ScopelockError(refusal))).toBe(message);
  });

  it.each([new TypeError("x is undefined"), "text", undefined])("keeps its stack trace: %s", (error) => {
    expect(refusalText(error)).toBeUndefined();
  });
});
