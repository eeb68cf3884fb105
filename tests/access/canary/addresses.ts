import routes from '../../../app/routes'
import type { WholeNetwork } from '../whole-network'

/** Nobody and nothing has this id. */
export const UNKNOWN = '00000000-0000-4000-8000-000000000000'

/** An address with the pattern it is made from. */
export interface Address {
  pattern: string
  path: string
  /** Files have no `.data`. */
  file: boolean
}

/** Doors that are somebody's secret or lead out of the house: who holds a code or a link is let in by it. */
const ELSEWHERE = /:token|:provider|:code|^\*$|^demo\//
const FILE = /\.(csv|xlsx|json|docx|pdf|md|html)$|\/fil$|\/status$|\/forfattere$/

/** Every page with every id of the network in it, its own and others', and one that there is not. */
export function everyAddress(w: WholeNetwork, people: readonly string[]): Address[] {
  const ids: Record<string, readonly string[]> = {
    ':unitId': [...w.units, UNKNOWN],
    ':personId': people,
    ':cohortId': [...w.cohorts, UNKNOWN],
    ':stepId': w.steps,
    ':mailingId': [...w.mailings, UNKNOWN],
    ':invitationId': [...w.invitations, UNKNOWN],
    ':gatheringId': [...w.gatherings, UNKNOWN],
    ':roundId': [...w.rounds.slice(0, 3), UNKNOWN],
    ':documentId': [...w.documents, UNKNOWN],
    ':seq': ['1', '2'],
    ':batchId': [...w.batches, UNKNOWN],
  }
  const patterns = routes.map(({ path = '' }) => path).filter(path => !ELSEWHERE.test(path))
  const all = patterns.flatMap(pattern =>
    filled([pattern], ids).map(path => ({ pattern, path: `/${path}`, file: FILE.test(pattern) })),
  )
  return [...all, ...w.units.flatMap(exported), ...w.cohorts.flatMap(filtered)]
}

/** A unit's own lists as files. */
const exported = (unitId: string): Address[] =>
  ['eksport', 'deltakere'].map(list => ({
    pattern: `import/${list}.xlsx?enhet=`,
    path: `/import/${list}.xlsx?enhet=${unitId}`,
    file: true,
  }))

/** The same lists with a choice made. */
const filtered = (cohortId: string): Address[] =>
  ['status=declined', 'status=sent', 'status=expired', 'fylke=', 'sok=kanari'].flatMap(choice => [
    { pattern: `invitasjoner?${choice}`, path: `/puljer/${cohortId}/invitasjoner?${choice}`, file: false },
    { pattern: `csv?${choice}`, path: `/puljer/${cohortId}/invitasjoner.csv?${choice}`, file: true },
    { pattern: `xlsx?${choice}`, path: `/puljer/${cohortId}/invitasjoner.xlsx?${choice}`, file: true },
  ])

function filled(paths: readonly string[], ids: Record<string, readonly string[]>): string[] {
  return paths.flatMap(path => {
    const [name] = /:\w+/.exec(path) ?? []
    if (name === undefined) return [path]
    return filled(
      (ids[name] ?? []).map(id => path.replace(name, id)),
      ids,
    )
  })
}

export const dataOf = (path: string): string => {
  const [bare = '', query] = path.split('?')
  return `${bare === '/' ? '/_root' : bare}.data${query === undefined ? '' : `?${query}`}`
}
