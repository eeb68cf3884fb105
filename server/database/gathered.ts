import { presentReach, withReach, type Reach } from './reach'

interface Waiting<Key, Answer> {
  key: Key
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/**
 * Asks in one statement what many want to know at once: when a network comes back, five hundred pages ask who they are.
 * What is asked in a turn is asked together, and so is what comes up while an answer is under way. What is asked within
 * different reaches is never asked together.
 *
 * @param ask gets the keys and gives an answer for each, in their order
 */
export function gathered<Key, Answer>(
  ask: (keys: readonly Key[]) => Promise<readonly Answer[]>,
): (key: Key) => Promise<Answer> {
  /** Questions by reach; a reach is here as long as an answer within it is awaited. */
  const groups = new Map<Reach, Waiting<Key, Answer>[]>()

  const answer = async (waiting: readonly Waiting<Key, Answer>[]): Promise<void> => {
    try {
      const answers = await ask(waiting.map(({ key }) => key))
      if (answers.length !== waiting.length) throw new Error('another number of answers than questions')
      for (const [at, each] of answers.entries()) waiting[at]?.resolve(each)
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }
  const answerAll = async (reach: Reach): Promise<void> => {
    for (let waiting = groups.get(reach) ?? []; waiting.length > 0; waiting = groups.get(reach) ?? []) {
      groups.set(reach, [])
      await answer(waiting)
    }
    groups.delete(reach)
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
      setImmediate(() => void withReach(reach, () => answerAll(reach)))
    })
}
