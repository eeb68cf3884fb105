/**
 * Calls back when something has not come in time, unless it is called off. A timer that rings much too late has slept with
 * its process: what it waited for may lie there unread, and gets as long again.
 *
 * @returns calls it off
 */
export function whenLate(milliseconds: number, late: () => void): () => void {
  let from = performance.now()
  const ring = (): void => {
    const now = performance.now()
    const slept = now - from > milliseconds * 1.5
    from = now
    if (slept) timer = setTimeout(ring, milliseconds)
    else late()
  }
  let timer = setTimeout(ring, milliseconds)
  return () => clearTimeout(timer)
}
