/**
 * Some structs of a document (the deleted ones; the values of attributes): per client sorted, merged pairs of start and
 * (exclusive) end.
 */
export class Ranges {
  private readonly clients: Map<number, number[]>

  /** @param entries as `entries()` gives them; they are taken over, not copied */
  constructor(entries: readonly (readonly [number, number[]])[] = []) {
    this.clients = new Map(entries)
  }

  /** For a message to another thread. */
  entries(): [number, number[]][] {
    return [...this.clients]
  }

  get empty(): boolean {
    return this.clients.size === 0
  }

  has(client: number, start: number, end: number): boolean {
    const pairs = this.clients.get(client)
    if (!pairs) return false
    const at = lastStartingAtOrBefore(pairs, start)
    return at >= 0 && (pairs[at + 1] ?? 0) >= end
  }

  add(client: number, start: number, end: number): void {
    const pairs = this.clients.get(client)
    if (!pairs) {
      this.clients.set(client, [start, end])
      return
    }
    let from = lastStartingAtOrBefore(pairs, start)
    if (from < 0 || (pairs[from + 1] ?? 0) < start) from += 2
    let to = from
    while (to < pairs.length && (pairs[to] ?? 0) <= end) to += 2
    const low = to > from ? Math.min(start, pairs[from] ?? start) : start
    const high = to > from ? Math.max(end, pairs[to - 1] ?? end) : end
    pairs.splice(from, to - from, low, high)
  }

  /** Whether every range of `other` is in here too. */
  covers(other: Ranges): boolean {
    for (const [client, pairs] of other.clients) {
      for (let at = 0; at < pairs.length; at += 2) {
        if (!this.has(client, pairs[at] ?? 0, pairs[at + 1] ?? 0)) return false
      }
    }
    return true
  }

  addAll(other: Ranges): void {
    for (const [client, pairs] of other.clients) {
      for (let at = 0; at < pairs.length; at += 2) this.add(client, pairs[at] ?? 0, pairs[at + 1] ?? 0)
    }
  }
}

/** Index of the last pair that starts at or before `clock`; -2 when there is none. */
function lastStartingAtOrBefore(pairs: readonly number[], clock: number): number {
  let low = 0
  let high = pairs.length / 2
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((pairs[middle * 2] ?? 0) <= clock) low = middle + 1
    else high = middle
  }
  return (low - 1) * 2
}
