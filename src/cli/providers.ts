import { Command, Option } from "commander";
import type { SchemaFormat } from "./providers-schema";

const HELP = `
The source is a file with what terraform providers schema -json printed, - for standard input, or a directory in which
terraform init has run, such as cdktf.out/stacks/dev: there it is run. TERRAFORM_BINARY_NAME names another Terraform.

Compared are the resources, data sources and settings that scopelock uses, with the schemas that it was made of.

Exit codes:
  0  nothing that scopelock uses differs; there may be other differences
  1  unusable input
  2  something that scopelock uses differs: see the lines with !`;

/** `scopelock providers`. */
export function providersCommand(): Command {
  const schema = new Command("schema")
    .description("compare the schemas of installed providers with those that scopelock was built on")
    .argument("<source>", "a file, - for standard input, or a directory that terraform init has run in")
    .addOption(new Option("--format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .addHelpText("after", HELP)
    .action(async (source: string, { format }: { format: SchemaFormat }) => {
      const { compareSchemas } = await import("./providers-schema.js");
      compareSchemas(source, format);
    });
  return new Command("providers").addCommand(schema);
}
