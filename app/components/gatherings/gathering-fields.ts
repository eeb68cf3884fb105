/** A row of the agenda as its form holds it. */
export type AgendaItemFields = {
  kind: string
  title: string
  minutes: string
}

/** A gathering as its form holds it. */
export type GatheringFields = {
  cohortId: string
  hostId: string
  level: string
  title: string
  place: string
  precision: string
  season: string
  year: string
  month: string
  day: string
  time: string
  items: AgendaItemFields[]
}
