/** A template that cannot be rendered; the message is Velocity's where Velocity has one. */
export class RenderError extends Error {
  override readonly name = "RenderError";
}
