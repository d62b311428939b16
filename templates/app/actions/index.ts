import { getExternalContact } from "./get-external-contact";

/** Every data action that is deployed. */
export const actions = [getExternalContact] as const;
