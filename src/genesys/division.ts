import type { Construct } from "constructs";
import { ScopelockError, shown, text } from "../core/diagnostic";
import { type DivisionModel, divisionLabel } from "../core/stack";
import { literal } from "../terraform";
import { DataGenesyscloudAuthDivision } from "./bindings/data-genesyscloud-auth-division";
import { DataGenesyscloudAuthDivisionHome } from "./bindings/data-genesyscloud-auth-division-home";

/**
 * Where a role is granted. A permission counts in a division only, so an integration that is granted in the wrong
 * one finds less than it should, or nothing.
 */
export class Division {
  private constructor(
    /** How it is found when Terraform runs. */
    readonly model: DivisionModel,
    private readonly find: (scope: Construct) => string,
  ) {}

  /** The organization's home division, which every organization has. Read in each plan. */
  static home(): Division {
    return new Division(
      { lookup: "home" },
      (scope) => new DataGenesyscloudAuthDivisionHome(scope, "division").id,
    );
  }

  /**
   * A division by its name. Read in each plan; the plan fails when there is none.
   * @throws {@link ScopelockError} `division/name` when it is empty.
   */
  static named(name: string): Division {
    if (text(name).trim() === "")
      throw new ScopelockError({
        id: "division/name",
        what: `The name of a division is ${typeof name === "string" ? "empty" : shown(name)}.`,
        why: "No division has that name, so every plan would fail.",
        fix: "Copy the name from Genesys Cloud, or use Division.home().",
      });
    return new Division(
      { lookup: "named", name },
      // Encoded, so that two names never meet, and none holds what an id must not.
      (scope) =>
        new DataGenesyscloudAuthDivision(scope, `division-${encodeURIComponent(name)}`, {
          name: literal(name),
        }).id,
    );
  }

  /**
   * A division by its id.
   * @throws {@link ScopelockError} `division/id` when it is none: the provider would take the home division in silence.
   */
  static withId(id: string): Division {
    if (!/^\S+$/.test(text(id)))
      throw new ScopelockError({
        id: "division/id",
        what: `${shown(id)} is not the id of a division.`,
        why: "The provider takes the home division when the id is empty, without a message.",
        fix: "Copy the id from Genesys Cloud, or use Division.named(...) or Division.home().",
      });
    return new Division({ lookup: "id", id }, () => id);
  }

  /** Every division, those made later too. Legal, and more than most integrations need: a warning says so. */
  static all(): Division {
    return Division.withId("*");
  }

  /** Which division it is, for people. */
  get label(): string {
    return divisionLabel(this.model);
  }

  /** The same for two that find the same: Genesys Cloud's names differ in more than case and space around them. */
  get key(): string {
    const { model } = this;
    if (model.lookup !== "named") return this.label;
    return divisionLabel({ ...model, name: model.name.trim().toLowerCase() });
  }

  /** Whether it is every division. */
  get isAll(): boolean {
    return this.model.lookup === "id" && this.model.id === "*";
  }

  /** The division's id, to be used in the given scope; once in a scope. */
  idFor(scope: Construct): string {
    return this.find(scope);
  }
}
