import { EQUIVALENT } from './equivalent'
import type { Placed } from './all'

/** What became of a mutant. `n` −1: the unchanged code of the area. */
export interface Verdict {
  n: number
  area: string
  /** The test that failed; null = none: it has survived. */
  by: string | null
}

export const keyOf = ({ file, name }: Pick<Placed, 'file' | 'name'>): string => `${file}, ${name}`

const percent = (part: number, all: number): string =>
  all === 0 ? '–' : `${((100 * part) / all).toFixed(1)} %`

/** The score per area and in all, and every survivor with its place. @returns lines, and the score from 0 to 1 */
export function report(
  mutants: readonly Placed[],
  verdicts: readonly Verdict[],
): { lines: string[]; score: number } {
  const lines: string[] = []
  const total = { caught: 0, judged: 0 }
  for (const area of new Set(mutants.map(mutant => mutant.area))) {
    const own = verdicts.filter(each => each.area === area && each.n >= 0)
    const caught = own.filter(({ by }) => by !== null).length
    const silent = own.filter(({ by }) => by === null).flatMap(({ n }) => mutants[n] ?? [])
    const equivalent = silent.filter(mutant => keyOf(mutant) in EQUIVALENT)
    const survived = silent.filter(mutant => !(keyOf(mutant) in EQUIVALENT))
    const judged = caught + survived.length
    total.caught += caught
    total.judged += judged
    lines.push(
      `${area.padEnd(14)} ${caught} caught, ${survived.length} survived, ${equivalent.length} equivalent: ${percent(caught, judged)}`,
    )
    for (const { file, line, name } of survived) lines.push(`    ${file}:${line}  ${name}`)
  }
  const score = total.judged === 0 ? 0 : total.caught / total.judged
  lines.push(`in all ${total.caught} of ${total.judged} caught: ${percent(total.caught, total.judged)}`)
  return { lines, score }
}
