/** What the lists of the registers say, row by row. Days are YYYY-MM-DD; `validTo` is the first day after. */

export const COUNTRIES = ['no', 'se', 'dk'] as const
export type Country = (typeof COUNTRIES)[number]

export interface Period {
  /** Null: since before the first list. */
  validFrom: string | null
  /** Null: in force. */
  validTo: string | null
}

export interface CountyRow extends Period {
  code: string
  name: string
  shortName: string
  /** What it became as a whole, at `validTo`. */
  successors: string[]
  /** Counties that took single municipalities from it. */
  partialSuccessors: string[]
}

export interface MunicipalityRow extends Period {
  code: string
  name: string
  countyCode: string
  successors: string[]
}

export type ChangeKind = 'renumbered' | 'merged' | 'split' | 'renamed'

export interface ChangeRow {
  /** Null for a new name whose day no list tells. */
  date: string | null
  fromCode: string
  fromName: string
  toCode: string
  toName: string
  kind: ChangeKind
}

/** A name in lists of some years: official, or a part of a parallel name. */
export interface NameRow {
  code: string
  name: string
  kind: 'official' | 'part'
  years: number[]
}

/** A Swedish or Danish municipality; Danish regions have no code here. */
export interface NeighbourRow {
  code: string
  name: string
  countyCode: string | null
  countyName: string
}

export interface UnitRow {
  orgNumber: string
  name: string
  municipalityCode: string
  ownerType: 'public' | 'private' | null
}

export interface Lists {
  'no-counties': CountyRow[]
  'no-municipalities': MunicipalityRow[]
  'no-municipality-changes': ChangeRow[]
  'no-municipality-names': NameRow[]
  'se-municipalities': NeighbourRow[]
  'dk-municipalities': NeighbourRow[]
  'no-schools': UnitRow[]
  'no-kindergartens': UnitRow[]
}

export type ListName = keyof Lists

export const LIST_NAMES = [
  'no-counties',
  'no-municipalities',
  'no-municipality-changes',
  'no-municipality-names',
  'se-municipalities',
  'dk-municipalities',
  'no-schools',
  'no-kindergartens',
] as const satisfies readonly ListName[]

/** Is it in force on that day? */
export function inForce({ validFrom, validTo }: Period, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day < validTo)
}
