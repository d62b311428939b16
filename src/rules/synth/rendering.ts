import type { IStackSynthesizer, ISynthesisSession, TerraformStack } from "cdktf";
import type { JsonObject } from "../../core/diagnostic";

/** What Terraform gets of a stack. While a stack is synthesized it is rendered once: what is judged is what is written. */
export class Rendering implements IStackSynthesizer {
  private readonly inner: IStackSynthesizer;
  private isSynthesizing = false;

  /** Takes the place of the stack's synthesizer, and has that one do the work. */
  constructor(private readonly stack: TerraformStack) {
    this.inner = stack.synthesizer;
    stack.synthesizer = this;
  }

  /** Called by cdktf: aspects, validations, and then the file. */
  synthesize(session: ISynthesisSession): void {
    this.isSynthesizing = true;
    try {
      this.inner.synthesize(session);
    } finally {
      this.isSynthesizing = false;
      Reflect.deleteProperty(this.stack, "toTerraform");
    }
  }

  /** To be called by a validation: nothing changes a stack after it. */
  json(): JsonObject {
    const json: JsonObject = this.stack.toTerraform();
    if (this.isSynthesizing) this.stack.toTerraform = () => json;
    return json;
  }
}
