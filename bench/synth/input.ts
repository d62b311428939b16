import { readFileSync } from "node:fs";
import type { DataActionProps } from "../../src/core/action/data-action";
import type { Permission } from "../../src/core/permission/permission";

/** What both programs are told to make: the same actions in every stack. */
export interface SynthInput {
  readonly stacks: number;
  readonly actions: readonly Pick<DataActionProps, "name" | "input" | "output" | "request">[];
  /** What the actions need, which somebody without scopelock has to know. */
  readonly permissions: readonly Permission[];
}

/** What a program took, from the start of its process. */
export interface Cost {
  readonly milliseconds: number;
  /** Peak of the resident memory. */
  readonly megabytes: number;
}

export function readInput(): { input: SynthInput; outdir: string } {
  const [, , file = "", outdir = ""] = process.argv;
  return { input: JSON.parse(readFileSync(file, "utf8")), outdir };
}

/** To be called last. */
export function reportCost(): void {
  const milliseconds = performance.now();
  process.stdout.write(JSON.stringify({ milliseconds, megabytes: peak() } satisfies Cost));
}

/** Linux counts what the parent held at the fork into `maxRSS`, but not into VmHWM. */
function peak(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) / 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}
