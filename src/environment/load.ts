import { basename } from "node:path";
import { type Refusal, record, ScopelockError } from "../core/diagnostic";
import { Rotation, type RotationProps } from "../core/rotation";
import { allowedAddressesRefusal, PART } from "../core/stack";
import { type AllowedVersions, versionRefusals } from "../core/terraform";
import { checkArguments, props, text } from "../props";
import type { Environment } from "./environment";
import { environmentFiles, readText } from "./file";
import { refusalsOf } from "./invalid";
import { parseJson } from "./json";
import { environmentSchema } from "./schema";
import { sharedPlaces } from "./shared-places";

const DIRECTORY = props({ directory: text('"environments"') });
const FILE = props({ file: text('"environments/dev.json"') });

/**
 * Reads every environment of a directory, sorted by name.
 * @throws {@link ScopelockError} `environment/none`, `environment/shared-state` when two keep their state in one place,
 * `environment/shared-mount` when two would make the same secrets engine, and what {@link loadEnvironment} throws, of
 * all files at once.
 */
export function loadEnvironments(directory: string): readonly Environment[] {
  checkArguments("loadEnvironments", DIRECTORY, { directory });
  const environments: Environment[] = [];
  const refusals: Refusal[] = [];
  for (const file of environmentFiles(directory))
    refusals.push(...refusedBy(() => environments.push(loadEnvironment(file))));
  // The directory of cdktf.json: cdktf runs the app there.
  const root = process.cwd();
  refusals.push(...sharedPlaces(environments, root).map((refusal) => ({ ...refusal, where: directory })));
  const [first, ...others] = refusals;
  if (first) throw new ScopelockError(first, ...others);
  return environments;
}

/**
 * Reads one environment file.
 * @throws {@link ScopelockError} what {@link readText} and {@link parseEnvironment} throw.
 */
export function loadEnvironment(file: string): Environment {
  checkArguments("loadEnvironment", FILE, { file });
  return parseEnvironment(file, readText(file));
}

/**
 * An environment from the text of its file.
 * @throws {@link ScopelockError} `environment/name` when its name cannot name a stack, `environment/secret` for a key
 * that looks like one, `environment/invalid` for an unknown key or a bad value, `client/allowed-addresses`, and what
 * {@link parseJson}, {@link Rotation.of} and {@link allowedVersions} throw.
 */
export function parseEnvironment(file: string, text: string): Environment {
  const name = basename(file, ".json");
  if (!PART.test(name))
    throw new ScopelockError({
      id: "environment/name",
      what: `"${name}" cannot name an environment.`,
      where: file,
      why: "The name is the stack's, and part of Vault paths and policy names.",
      fix: "Use lower-case letters, digits and single hyphens, for example dev.json or eu-prod.json.",
    });
  const checkRotation = (rotation: RotationProps) =>
    ScopelockError.locate(`${file}: rotation`, () => Rotation.of(rotation));
  const checkProviders = (providers: AllowedVersions | undefined, region?: string) =>
    versionRefusals(providers, `${file}: providers.`, region);
  const checkAddresses = (addresses: readonly string[] | undefined): readonly Refusal[] => {
    const refusal = addresses && allowedAddressesRefusal(addresses);
    return refusal ? [{ ...refusal, where: `${file}: genesys.allowedIpAddresses` }] : [];
  };
  const json = parseJson(file, text);
  const parsed = environmentSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) {
    const rotation = environmentSchema.shape.rotation.safeParse(record(json).rotation);
    const providers = environmentSchema.shape.providers.safeParse(record(json).providers);
    const [first, ...others] = [
      ...refusalsOf(file, text, parsed.error.issues),
      ...(rotation.success ? refusedBy(() => checkRotation(rotation.data)) : []),
      ...(providers.success ? checkProviders(providers.data) : []),
    ] as [Refusal, ...Refusal[]];
    throw new ScopelockError(first, ...others);
  }
  const [first, ...others] = [
    ...refusedBy(() => checkRotation(parsed.data.rotation)),
    ...checkAddresses(parsed.data.genesys.allowedIpAddresses),
    ...checkProviders(
      parsed.data.providers,
      "region" in parsed.data.genesys ? parsed.data.genesys.region : undefined,
    ),
  ];
  if (first) throw new ScopelockError(first, ...others);
  const { $schema: _, ...environment } = parsed.data;
  return { name, ...environment };
}

/** What an act is refused with; nothing when it is not. */
function refusedBy(act: () => unknown): readonly Refusal[] {
  try {
    act();
    return [];
  } catch (error) {
    if (!ScopelockError.is(error)) throw error;
    return [error, ...error.others];
  }
}
