import { format, inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { basic, bearer } from "../../src/doctor/http-client";
import { SecretText } from "../../src/doctor/secret-text";

const CANARY = "canary-7f3a";
const secret = new SecretText(CANARY);

describe("a secret text", () => {
  it.each([
    ["as a text", `${secret}`],
    ["joined", ["a", secret].join()],
    ["as JSON", JSON.stringify({ secret })],
    ["inspected", inspect({ deep: { secret } }, { showHidden: true, depth: 9 })],
    ["formatted", format("%s %o %j", secret, secret, { secret })],
    ["spread", JSON.stringify({ ...secret })],
    ["cloned", inspect(structuredClone({ ...secret }))],
    ["in an error", String(new Error(`no ${secret}`))],
    ["as a header of HTTP", inspect([basic("id", secret), bearer(secret)])],
  ])("does not show itself %s", (_, shown) => {
    expect(shown).not.toContain(CANARY);
    expect(shown).not.toContain(Buffer.from(`id:${CANARY}`).toString("base64"));
  });

  it("is revealed by one name", () => {
    expect(secret.revealForRequest()).toBe(CANARY);
    expect(basic("id", secret).revealForRequest()).toBe(
      `Basic ${Buffer.from(`id:${CANARY}`).toString("base64")}`,
    );
  });

  it("takes itself out of what somebody else says", () => {
    expect(secret.hideIn(`a ${CANARY} and ${CANARY}`)).toBe("a [secret] and [secret]");
    expect(new SecretText("").hideIn("a b")).toBe("a b");
  });
});
