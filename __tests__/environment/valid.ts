/** An environment file that is valid, with one generation. */
export const VALID = {
  genesys: { region: "eu-west-1" },
  vault: { address: "https://vault.example.com:8200", mount: { path: "genesys-cloud", managed: true } },
  backend: { type: "local", path: "state/dev.tfstate" },
  rotation: { live: [1], current: 1 },
};
