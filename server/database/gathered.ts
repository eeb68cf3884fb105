import { presentReach, withReach, type Reach } from './reach'

interface Waiting<Key, Answer> {
  key: Key
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/**
 * Asks in one statement what many want to know in the same turn: when a network comes back, five hundred pages ask at
 * once who they are. What is asked within different reaches is never asked together.
 *
 * @param ask gets the keys of a turn and gives an answer for each, in their order
 */
export function gathered<Key, Answer>(
  ask: (keys: readonly Key[]) => Promise<readonly Answer[]>,
): (key: Key) => Promise<Answer> {
  const groups = new Map<Reach, Waiting<Key, Answer>[]>()

  const answer = async (reach: Reach): Promise<void> => {
    const waiting = groups.get(reach) ?? []
    groups.delete(reach)
    try {
      const answers = await withReach(reach, () => ask(waiting.map(({ key }) => key)))
      if (answers.length !== waiting.length) throw new Error('another number of answers than questions')
      for (const [at, each] of answers.entries()) waiting[at]?.resolve(each)
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }

  return key =>
    new Promise((resolve, reject) => {
      const reach = presentReach()
      const group = groups.get(reach)
      if (group) {
        group.push({ key, resolve, reject })
        return
      }
      groups.set(reach, [{ key, resolve, reject }])
      setImmediate(() => void answer(reach))
    })
}
