import { fold } from './fold'
import type { Period } from './rows'

/** A number of a register with what became of it; all that identity is judged by. */
export interface Numbered extends Period {
  code: string
  name: string
  successors: string[]
}

/**
 * Which numbers are numbers of the same unit. Returns for each number the first number of its unit.
 *
 * Rules, applied in the order of the days on which numbers end:
 * 1. A number with one successor, which has no other predecessor: the unit is renumbered (and perhaps renamed).
 * 2. Of several that merge, the one whose name the successor bears goes on; of what is split, the part that bears its name.
 *    A successor that was there before goes on as itself.
 * 3. What is set up again under the name of a unit that had been merged into what is split now, is that unit again
 *    (Vestfold 2024, Haram 2024).
 * 4. Anything else is a new unit.
 */
export function identities(rows: readonly Numbered[]): Map<string, string> {
  const predecessors = new Map<string, Numbered[]>()
  for (const row of rows) {
    for (const next of row.successors) predecessors.set(next, [...(predecessors.get(next) ?? []), row])
  }
  const unitOf = new Map<string, string>()
  const chronological = [...rows].sort((a, b) => compare(a.validFrom ?? '', b.validFrom ?? ''))
  for (const row of chronological) {
    const before = (predecessors.get(row.code) ?? []).filter(each => each.validTo === row.validFrom)
    unitOf.set(row.code, row.code)
    const earlier = goesOn(row, before) ?? resumed(row, before, predecessors)
    const unit = earlier === undefined ? undefined : unitOf.get(earlier.code)
    if (unit !== undefined) unitOf.set(row.code, unit)
  }
  return unitOf
}

function goesOn(row: Numbered, before: readonly Numbered[]): Numbered | undefined {
  const [only] = before
  if (before.length === 1 && only?.successors.length === 1) return only
  return before.find(each => sameName(each, row))
}

/** Looks back through everything that went into what this came out of. */
function resumed(
  row: Numbered,
  before: readonly Numbered[],
  predecessors: ReadonlyMap<string, readonly Numbered[]>,
): Numbered | undefined {
  const seen = new Set<string>()
  const queue = [...before]
  for (let each = queue.shift(); each !== undefined; each = queue.shift()) {
    if (seen.has(each.code)) continue
    seen.add(each.code)
    if (sameName(each, row)) return each
    queue.push(...(predecessors.get(each.code) ?? []))
  }
  return undefined
}

/** Do they share a name? Parallel names share one of their parts; what stands in brackets only tells two apart. */
export function sameName(a: { name: string }, b: { name: string }): boolean {
  const names = new Set(parts(a.name))
  return parts(b.name).some(part => names.has(part))
}

/** The languages of a parallel name, each folded. */
const parts = (name: string): string[] =>
  name
    .replace(/\(.*\)/, '')
    .split(' - ')
    .map(fold)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
