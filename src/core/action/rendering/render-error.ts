/** A place in a template. */
export interface TemplatePosition {
  /** Name of the template, as Genesys Cloud's messages have it: `successTemplate`, `requestUrlTemplate`, a header. */
  readonly template: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** A template that cannot be rendered; the message is Velocity's where Velocity has one. */
export class RenderError extends Error {
  override readonly name = "RenderError";

  /** @param position where in the template, as far as it is known */
  constructor(
    message: string,
    readonly position?: TemplatePosition,
  ) {
    super(message);
  }

  /** An error with its place in the message, as Velocity writes it. */
  static at(what: string, position: TemplatePosition): RenderError {
    const { template, line, column } = position;
    return new RenderError(`${what} at ${template}[line ${line}, column ${column}]`, position);
  }
}
