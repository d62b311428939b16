export { Manifest } from "./manifest";
export { type IVaultMount, VaultMount } from "./mount";
export { MountCheck } from "./mount-check";
export { reader } from "./props-schema";
export { VaultReader } from "./reader";
export { Readers, type SecretReaders } from "./readers";
export { Secret, type SecretAccess } from "./secret";
