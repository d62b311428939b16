import { Option } from "commander";

/** `--output <directory>`. cdktf's own variable counts: what is read is what `npx cdktf synth` wrote in the same terminal. */
export function outputOption(): Option {
  return new Option("--output <directory>", "where cdktf synth writes")
    .env("CDKTF_OUTPUT")
    .default("cdktf.out");
}
