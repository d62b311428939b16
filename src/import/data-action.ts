import { DataAction as Declaration, type ImportedProps, readTerraformAction } from "../core/action";
import { checkArguments, props, text } from "../props";
import { readExportFile } from "./read-actions";

const FILE = props({ file: text('"exports/Get-Contact.custom.json"') });

/** One data action, declared once: everything it needs follows from it. */
export class DataAction extends Declaration {
  /**
   * Declares the data action of an export of Genesys Cloud (`*.custom.json`), of an answer of its API with the templates
   * filled in, or of JSON of Terraform's that has one. Unknown keys are kept out, and named in `problems`.
   *
   * @param file path, from the working directory
   * @param more what the export does not say, or says otherwise; permissions to state, or a pin
   * @throws {@link ScopelockError} when the file cannot be read or is no data action (`file/missing`, `file/json`,
   * `file/truncated`, `import/not-an-action`, `import/not-one-action`, `import/no-config`, `import/hcl`), or is of another
   * kind (`import/function`, `import/draft`, `import/custom-auth`, `operation/elsewhere`), when its contract or a template
   * is not in the file (`import/contract-unknown`, `import/template-unknown`), and as {@link DataAction.define}.
   */
  static fromExport(file: string, more?: ImportedProps): Declaration {
    checkArguments("DataAction.fromExport", FILE, { file });
    return Declaration.imported(readExportFile(file), file, more);
  }

  /**
   * Declares the data action of a `genesyscloud_integration_action`: its attributes as an object, as Terraform's JSON
   * syntax, a state or a converter of HCL has them.
   *
   * @throws {@link ScopelockError} `import/not-an-action` without a request, `import/function` for a function,
   * `import/contract-unknown` and `import/template-unknown` where expressions of Terraform stand for what is to be
   * declared, and as {@link DataAction.define}.
   */
  static fromTerraform(attributes: unknown, more?: ImportedProps): Declaration {
    const action = readTerraformAction(attributes, more?.name ?? "");
    return Declaration.imported(action, `genesyscloud_integration_action "${action.name}"`, more);
  }
}
