#!/usr/bin/env node
/*
 * Stands for docker or podman, and runs what it is given for real: Vault in a process, reached only at the address that is
 * published, with the token that the container's environment has. Its directory says what it finds: `down`, `unpullable`.
 */
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";

const directory = dirname(process.argv[1]);
const name = basename(process.argv[1]);
const is = (state) => existsSync(join(directory, `${name}.${state}`));
const [command, ...args] = process.argv.slice(2);
appendFileSync(
  join(directory, "asked.jsonl"),
  `${JSON.stringify({ name, args: [command, ...args], env: process.env })}\n`,
);

if (command === "info") process.exit(is("down") ? 1 : 0);
else if (command === "image") process.exit(is("pulled") ? 0 : 1);
else if (command === "pull") {
  if (is("unpullable")) {
    console.error("toomanyrequests: try again later");
    process.exit(1);
  }
  writeFileSync(join(directory, `${name}.pulled`), "");
} else if (command === "run") run();
else process.exit(125);

function run() {
  const option = (flag) => args[args.indexOf(flag) + 1];
  const [host, port] = option("--publish").split(":");
  // Without a value, a variable of the client's environment is handed on; nothing else is.
  const token = process.env[option("--env")];
  const server = spawn(process.env.SCOPELOCK_TEST_VAULT ?? `${directory}/vault-server`, [], {
    stdio: ["pipe", "pipe", "ignore"],
    env: {},
  });
  createInterface({ input: server.stdout }).once("line", (line) => {
    const vault = JSON.parse(line);
    createServer((incoming, outgoing) => {
      const headers = { ...incoming.headers };
      if (headers["x-vault-token"] === token) headers["x-vault-token"] = vault.rootToken;
      const forwarded = request(
        `${vault.address}${incoming.url}`,
        { method: incoming.method, headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode, answer.headers);
          answer.pipe(outgoing);
        },
      );
      incoming.pipe(forwarded);
    }).listen(Number(port), host);
  });
  // As the shell in the container: the end of standard input is the end of the server, and of the container.
  process.stdin.resume().on("end", () => {
    server.kill();
    process.exit(0);
  });
}
