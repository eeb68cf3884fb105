import type { Step } from '~server/domain/cohorts/invitations/schema'

interface Named {
  id: string
  name: string
}

/** Where the units lie that may be invited in a step, and which places are shown; empty = all. */
export interface Places {
  step: Step
  counties: readonly Named[]
  municipalities: readonly Named[]
  chosen: { county: string; municipality: string }
}

/** The places shown, as they stand in the page's address. */
export const addressOf = ({ step, chosen }: Pick<Places, 'step' | 'chosen'>): string =>
  `?${new URLSearchParams({ trinn: step, fylke: chosen.county, kommune: chosen.municipality }).toString()}`
