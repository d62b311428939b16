import type { Construct } from "constructs";
import type { DivisionLookup } from "../core/deployment";
import { DataGenesyscloudAuthDivision } from "./bindings/data-genesyscloud-auth-division";
import { DataGenesyscloudAuthDivisionHome } from "./bindings/data-genesyscloud-auth-division-home";
import { literal } from "./literal";

/**
 * Where a role is granted. A permission counts in a division only, so an integration that is granted in the wrong
 * one finds less than it should, or nothing.
 */
export class Division {
  private constructor(
    /** How it is found when Terraform runs. */
    readonly lookup: DivisionLookup,
    /** Its name (literal) or its id, as `lookup` says; empty for the home division. */
    readonly name: string,
    private readonly find: (scope: Construct) => string,
  ) {}

  /** The organization's home division, which every organization has. Read in each plan. */
  static home(): Division {
    return new Division("home", "", (scope) => new DataGenesyscloudAuthDivisionHome(scope, "division").id);
  }

  /** A division by its name. Read in each plan; the plan fails when there is none. */
  static named(name: string): Division {
    return new Division(
      "named",
      literal(name),
      (scope) => new DataGenesyscloudAuthDivision(scope, "division", { name: literal(name) }).id,
    );
  }

  /** A division by its id. */
  static withId(id: string): Division {
    return new Division("id", id, () => id);
  }

  /** Every division, those made later too. */
  static all(): Division {
    return Division.withId("*");
  }

  /** The division's id, to be used in the given scope. */
  idFor(scope: Construct): string {
    return this.find(scope);
  }
}
