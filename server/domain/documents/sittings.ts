/** A run in the log, without its bytes. */
export interface LoggedRun {
  seq: number
  personId: string | null
  connectionId: string
  at: Date
}

/** What was written in one go: from the first to the last run, by whom. */
export interface Sitting {
  fromSeq: number
  toSeq: number
  beganAt: Date
  endedAt: Date
  /** In the order in which they came in; empty for what the system wrote. */
  personIds: string[]
  /** Place of the version that was brought back here. */
  restoredSeq: number | null
}

/** Whoever pauses this long begins anew. Whoever joins a sitting that is older than this begins a new one. */
export const PAUSE_MS = 10 * 60_000

/**
 * Groups a log into sittings. A new one begins after a pause of more than ten minutes, when somebody writes who is not one
 * of those who have written in it (who came within its first ten minutes belongs to it), and around what brings an old version
 * back, so that the text before it stays a version of its own.
 *
 * @param runs in the order of the log
 * @param restored place of the version that a connection brought back
 */
export function sittings(runs: readonly LoggedRun[], restored: ReadonlyMap<string, number>): Sitting[] {
  const all: Sitting[] = []
  for (const run of runs) {
    const restoredSeq = restored.get(run.connectionId) ?? null
    const last = all.at(-1)
    if (last && restoredSeq === null && belongs(run, last)) {
      last.toSeq = run.seq
      last.endedAt = run.at
      if (run.personId !== null && !last.personIds.includes(run.personId)) last.personIds.push(run.personId)
    } else {
      all.push({
        fromSeq: run.seq,
        toSeq: run.seq,
        beganAt: run.at,
        endedAt: run.at,
        personIds: run.personId === null ? [] : [run.personId],
        restoredSeq,
      })
    }
  }
  return all
}

function belongs({ personId, at }: LoggedRun, sitting: Sitting): boolean {
  if (sitting.restoredSeq !== null) return false
  if (at.getTime() - sitting.endedAt.getTime() > PAUSE_MS) return false
  if (personId === null || sitting.personIds.length === 0)
    return personId === null && sitting.personIds.length === 0
  return sitting.personIds.includes(personId) || at.getTime() - sitting.beganAt.getTime() <= PAUSE_MS
}
