import type { Verdict } from '../oracle'
import type { WholeNetwork } from '../whole-network'
import type { PageOracle } from './page-oracle'

/** What stands in an address: ids of the network, by name. */
export type Ids = Record<string, string>

/** One loader or action, with what it may be asked for and what the rules say. */
export interface Door {
  /** As in the registry of callables. */
  name: string
  /** One per thing that can be asked for. */
  things: (w: WholeNetwork) => readonly Ids[]
  says: (o: PageOracle, person: string, ids: Ids) => Verdict
  /** Fields of the form; the first id in it is the one that is written in other ways. */
  form?: (ids: Ids) => Record<string, string>
  /** What is allowed would change who may what: only refusals are tried. */
  final?: boolean
  query?: (ids: Ids) => string
  /** Also for whoever is not signed in. */
  public?: true
}

export const issuerOf = ({ n }: WholeNetwork, at: number): string =>
  [n.national, n.west, n.westTown, n.northTown, n.west, n.national, n.west, n.westTown][at] ?? ''
export const cohortOf = ({ cohorts }: WholeNetwork, at: number): string => cohorts[at === 4 ? 1 : 0] ?? ''
/** The cohort of a yearly step. */
export const cohortOfStep = ({ cohorts }: WholeNetwork, at: number): string =>
  (at < 2 ? cohorts[at] : cohorts.at(-1)) ?? ''
const invitedBy = ({ n }: WholeNetwork, at: number): string =>
  [
    n.south,
    n.westOutside,
    n.westTownOtherSchool,
    n.northTownSchool,
    n.southTown,
    n.west,
    n.westTown,
    n.westTownSchool,
  ][at] ?? ''
export const invitations = (w: WholeNetwork): readonly Ids[] =>
  w.invitations.map((invitationId, at) => ({ invitationId, unit: invitedBy(w, at) }))
export const lists = (w: WholeNetwork): readonly Ids[] =>
  w.batches.map((batchId, at) => ({
    batchId,
    unit: [w.n.west, w.n.westTown, w.n.northTown, w.n.south][at] ?? '',
    by: w.cast[['west adviser', 'westTown', 'northTown', 'nobody'][at] ?? '']?.personId ?? '',
  }))
export const seesList: (o: PageOracle, who: string, ids: Ids) => boolean = (o, who, { unit = '' }) =>
  o.importsFor(who, unit)
