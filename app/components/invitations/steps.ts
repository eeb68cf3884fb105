/** What the steps of the cascade are called, and how their numbers are told. */
export const STEP_WORDS = {
  county: 'invitations:step.county',
  municipality: 'invitations:step.municipality',
  unit: 'invitations:step.unit',
} as const
