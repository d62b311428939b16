import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { benchCli } from "../bench/cli";
import { benchSynth } from "../bench/synth";

const A_MINUTE = 60_000;

/** Times are for people to read. What a ratio rests on is held here: every case runs, and both programs make the same. */
describe("the bench", () => {
  const printed: string[] = [];
  beforeAll(() => {
    vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
  });
  afterAll(() => vi.restoreAllMocks());

  it(
    "runs every command that it measures",
    () => {
      benchCli(1);
      expect(printed.pop()).toContain("scopelock explain <request>");
    },
    A_MINUTE,
  );

  it(
    "compares the synth of the same resources",
    async () => {
      await benchSynth(20, 1);
      expect(printed.pop()).toContain("bare bindings");
    },
    A_MINUTE,
  );
});
