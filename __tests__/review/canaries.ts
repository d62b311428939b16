export const withCanaries = 1;
