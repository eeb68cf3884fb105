import { codeOn, nameOn, validOn } from './names'

interface Dated {
  validFrom: Date | null
  validTo: Date | null
}

/** A unit with everything that has a period. */
export interface Chronicle {
  names: (Dated & { name: string })[]
  codes: (Dated & { code: string })[]
  parents: (Dated & { parent: { id: string; names: (Dated & { name: string })[] } })[]
}

/** A stretch of time in which name, number and place stayed as they were. */
export interface Chapter {
  /** Null: since before the first list. */
  from: Date | null
  /** Null: still. */
  to: Date | null
  name: string
  code: string | null
  /** Directly above it, by the name of that time. */
  above: { id: string; name: string } | null
}

const holds = ({ validFrom, validTo }: Dated, at: Date): boolean =>
  (validFrom === null || validFrom <= at) && (validTo === null || at < validTo)

/** The life of a unit in order, the earliest first. Times in which it had no number (it was part of another) are left out. */
export function chaptersOf(unit: Chronicle): Chapter[] {
  const dated = unit.codes.length > 0 ? unit.codes : unit.names
  const cuts = [...unit.names, ...unit.codes, ...unit.parents].flatMap(({ validFrom, validTo }) => [
    validFrom,
    validTo,
  ])
  const times = [...new Set(cuts.flatMap(cut => (cut === null ? [] : [cut.getTime()])))].sort((a, b) => a - b)
  const edges = [null, ...times.map(time => new Date(time)), null]
  const stretches = edges.slice(0, -1).map((from, i) => ({ from, to: edges[i + 1] ?? null }))
  return stretches
    .map(({ from, to }) => ({ from, to, at: from ?? new Date((to?.getTime() ?? 1) - 1) }))
    .filter(({ at }) => dated.some(each => holds(each, at)))
    .map(({ from, to, at }) => {
      const parent = validOn(
        unit.parents.filter(each => holds(each, at)),
        at,
      )?.parent
      return {
        from,
        to,
        name: nameOn(unit, at),
        code: codeOn(unit, at),
        above: parent === undefined ? null : { id: parent.id, name: nameOn(parent, at) },
      }
    })
    .reduce<Chapter[]>(joined, [])
}

/** What changed above the unit's parent changes nothing here. */
function joined(all: Chapter[], next: Chapter): Chapter[] {
  const last = all.at(-1)
  const same =
    last?.to?.getTime() === next.from?.getTime() &&
    last?.name === next.name &&
    last.code === next.code &&
    last.above?.name === next.above?.name
  return last !== undefined && same ? [...all.slice(0, -1), { ...last, to: next.to }] : [...all, next]
}
