import { inspect } from "node:util";

const HIDDEN = "[secret]";

/** A text that must not be seen: however it is printed, it says so and not itself. */
export class SecretText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. For the header of a request, and for nothing else. */
  revealForRequest(): string {
    return this.#text;
  }

  /** Takes it out of a text of somebody else's, which may repeat it. */
  hideIn(text: string): string {
    return this.#text === "" ? text : text.replaceAll(this.#text, HIDDEN);
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
