import { refuseErrors } from "./matchers";
import { Synthesized } from "./synthesized";

/**
 * For `expect.addSnapshotSerializer`: `expect(synthesize(stack)).toMatchSnapshot()` keeps the configuration, the same on every
 * machine and with every version of cdktf.
 */
export const serializer = {
  test: (value: unknown): boolean => value instanceof Synthesized,

  /** @throws Error when the stack has errors: what cannot be synthesized is not to be kept. */
  serialize<Config, Refs>(
    value: Synthesized,
    config: Config,
    indentation: string,
    depth: number,
    refs: Refs,
    print: (value: unknown, config: Config, indentation: string, depth: number, refs: Refs) => string,
  ): string {
    refuseErrors(value);
    return print(value.json, config, indentation, depth, refs);
  },
};
