import { describe, expect, it } from "vitest";
import { npmProcesses } from "../../packages/sandbox/src/npm-process";

describe("the processes by which npm started a script", () => {
  it.each([
    ["npm itself, where the shell gave its place to the script", { 20: ["npm run sandbox", 10] }, [20]],
    ["the shell and npm, where the shell waits", { 20: ["sh", 19], 19: ["npm run sandbox", 10] }, [20, 19]],
    ["bash too", { 20: ["bash", 19], 19: ["node", 10] }, [20, 19]],
    ["the parent alone, where the system lists no process", {}, [20]],
  ] as const)("are %s", (_, table: Readonly<Record<number, readonly [string, number]>>, expected) => {
    const listed = (pid: number) => {
      const [program, parent] = table[pid] ?? [];
      return program === undefined || parent === undefined ? undefined : { program, parent };
    };
    expect(npmProcesses(20, listed)).toEqual(expected);
  });

  it("are read from the system", () => {
    expect(npmProcesses(process.pid)).toEqual([process.pid]);
  });
});
