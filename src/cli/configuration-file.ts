import { isDeeperThan, isObject, type JsonObject, ScopelockError } from "../core/diagnostic";
import { parseJson, readBytes, shownPath } from "../files";

/** Deeper than any synthesized stack; every reader below recurses. */
const DEEPEST = 200;

/**
 * A synthesized stack: Terraform's configuration in JSON, as `cdktf synth` writes it.
 * @throws {@link ScopelockError} `synth/not-a-configuration`, and what reading the file throws.
 */
export function readConfigurationFile(file: string): JsonObject {
  const json = parseJson(readBytes(file), file);
  if (isObject(json) && isObject(json.terraform) && !isDeeperThan(DEEPEST, json)) return json;
  throw new ScopelockError({
    id: "synth/not-a-configuration",
    what: "The file is not a synthesized stack.",
    where: shownPath(file),
    why: "A configuration of cdktf is an object with the key terraform, and is not nested as deep.",
    fix: "Give cdktf.out/stacks/<stack>/cdk.tf.json, as cdktf synth writes it.",
  });
}
