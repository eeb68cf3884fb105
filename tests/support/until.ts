/**
 * Waits until something is so. For tests: the condition is what is waited for, the time is only there to fail by.
 * @throws when it is still not so after `withinMs`
 */
export async function until(what: string, isSo: () => unknown, withinMs = 15_000): Promise<void> {
  const giveUp = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > giveUp) throw new Error(`still not so after ${withinMs} ms: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}
