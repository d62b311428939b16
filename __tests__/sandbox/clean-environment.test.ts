import { afterEach, describe, expect, it, vi } from "vitest";
import { cleanEnvironment } from "../../packages/sandbox/src/clean-environment";
import { harmfulVariables } from "../../src/process/harmful-variables";
import { terraformLog } from "../../src/process/terraform-log";

const HARMFUL = {
  ENABLE_STANDALONE_INTEGRATION_CONFIG: "",
  GENESYSCLOUD_SDK_DEBUG: "true",
  TERRAFORM_VAULT_LOG_BODY: "true",
  TERRAFORM_VAULT_LOG_REQUEST_BODY: "true",
  TERRAFORM_VAULT_LOG_RESPONSE_BODY: "true",
};
const LOGS = { TF_LOG: "TRACE", TF_LOG_PROVIDER_VAULT: "DEBUG" };

describe("the environment of the sandbox's children", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("has no variable by which a provider leaves out a credential or logs secrets", () => {
    for (const [name, value] of Object.entries({ ...HARMFUL, ...LOGS })) vi.stubEnv(name, value);
    expect(harmfulVariables().map(({ name }) => name)).toEqual(Object.keys(HARMFUL));
    expect(terraformLog()).toEqual(LOGS);
    const clean = cleanEnvironment("/home/nobody");
    expect(Object.keys(clean).filter((name) => name in HARMFUL || name in LOGS)).toEqual([]);
    expect(clean.PATH).toBe(process.env.PATH);
  });
});
