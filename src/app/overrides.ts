import { Annotations, TerraformOutput, TerraformStack } from "cdktf";
import type { AppliedOverride } from "../core/action";
import type { DataActionIntegration } from "../integration";
import { literal } from "../terraform";

/**
 * Shows what an environment changes about the actions of an integration: a warning of every synth, an output that the
 * plan lists, and the metadata that commands read. Without overrides, nothing.
 */
export function showOverrides(integration: DataActionIntegration, applied: readonly AppliedOverride[]): void {
  if (applied.length === 0) return;
  const { id } = integration.node;
  for (const override of applied)
    Annotations.of(integration).addWarning(
      `This environment overrides "${override.action}": ${changeOf(override)}. Because: ${override.because}`,
    );
  new TerraformOutput(integration, "overrides", {
    description: `What this environment changes about the actions of ${id}, and why`,
    value: applied.map((override) => ({
      action: literal(override.action),
      change: changeOf(override),
      because: literal(override.because),
    })),
  });
  TerraformStack.of(integration).addOverride(`//.scopelock.overrides.${id}`, applied);
}

const changeOf = (override: AppliedOverride) =>
  "enabled" in override
    ? "not deployed, nothing granted for it"
    : `a timeout of ${override.timeoutSeconds} s`;
