#!/usr/bin/env node
/*
 * Stands for docker or podman, and runs what it is given for real: the shell with its script, in which `vault` is
 * container-vault.mjs, reached only at the address that is published, with the environment that the container is given.
 * Its directory says what it finds: `down`, `pulled`, `unpullable`, `slow`.
 */
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { basename, dirname, join } from "node:path";

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
  if (is("slow")) setInterval(() => {}, 1000);
  else writeFileSync(join(directory, `${name}.pulled`), "");
} else if (command === "run") run();
else process.exit(125);

function run() {
  const option = (flag) => args[args.indexOf(flag) + 1];
  const [host, port, inside] = option("--publish").split(":");
  const image = args.findIndex((arg) => arg.startsWith("hashicorp/vault:"));
  if (option("--entrypoint") !== "/bin/sh" || image < 0) throw new Error("not as docker would have it");
  const socket = join(directory, `${name}-${process.pid}-${inside}.sock`);
  // Without a value, a variable of the client's environment is handed on; nothing else is.
  const handedOn = option("--env");
  const container = spawn("/bin/sh", args.slice(image + 1), {
    // Without --interactive a container has no standard input.
    stdio: [args.includes("--interactive") ? "inherit" : "ignore", "inherit", "inherit"],
    env: {
      [handedOn]: process.env[handedOn],
      // The image's vault, and how it would listen at a port of its own network.
      PATH: [join(directory, "image"), dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
      TEST_SOCKET: socket,
    },
  });
  createServer((client) => {
    const server = connect(socket);
    client.pipe(server).pipe(client);
    for (const each of [client, server])
      each.on("error", () => {
        client.destroy();
        server.destroy();
      });
  }).listen(Number(port), host);
  container.once("exit", (code) => process.exit(code ?? 1));
}
