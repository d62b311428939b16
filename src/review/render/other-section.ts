import { count } from "../../core/diagnostic";
import type { EnvironmentReview } from "../findings/review";
import { DOING } from "./doing";
import { type Line, names } from "./lines";

/** Resources that this review does not look into. */
export function others({ others: { total, changing } }: EnvironmentReview): readonly Line[] {
  if (total === 0) return [];
  const changed = changing.reduce((sum, { instances }) => sum + instances, 0);
  return [
    [
      `${count(total, "resource")} that scopelock does not know; ${changed === 0 ? "none of them changes" : `${changed} of them ${changed === 1 ? "changes" : "change"}`}.`,
    ],
    ...changing.map(
      ({ type, name, doing, instances }): Line => [
        { code: `${type}.${name}` },
        ` ${DOING[doing]}${instances > 1 ? ` (${count(instances, "instance")})` : ""}`,
      ],
    ),
  ];
}

/** What only the apply will say, by name. */
export const knownLater = ({ unknown }: EnvironmentReview): readonly Line[] =>
  unknown.map(({ about, attributes }): Line => [`${about}: `, ...names(attributes)]);

/** Which settings the providers have, by name: they say where, and as whom, Terraform acts. */
export const providerLines = ({ providers }: EnvironmentReview): readonly Line[] =>
  providers
    .filter(({ settings }) => settings.length > 0)
    .map(({ key, settings }): Line => [`${key} is configured by `, ...names(settings), "."]);
