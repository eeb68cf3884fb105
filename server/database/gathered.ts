import { presentReach, withReach, type Reach } from './reach'

interface Waiting<Key, Answer> {
  key: Key
  resolve(answer: Answer): void
  reject(error: unknown): void
}

interface Group<Key, Answer> {
  waiting: Waiting<Key, Answer>[]
  /** When the answer that is awaited was asked for (performance.now()). */
  since: number
}

/** Whoever comes later does not wait for an answer that may never come: its connection may be dead. */
const PATIENCE_MS = 250

/**
 * Asks in one statement what many want to know at once: when a network comes back, five hundred pages ask who they are.
 * What is asked in a turn is asked together, and so is what comes up while an answer is under way. What is asked within
 * different reaches is never asked together.
 *
 * @param ask gets the keys and gives an answer for each, in their order
 */
export function gathered<Key, Answer>(
  ask: (keys: readonly Key[]) => Promise<readonly Answer[]>,
  patienceMs = PATIENCE_MS,
): (key: Key) => Promise<Answer> {
  /** A reach is here as long as an answer within it is awaited. */
  const groups = new Map<Reach, Group<Key, Answer>>()

  const answer = async (waiting: readonly Waiting<Key, Answer>[]): Promise<void> => {
    try {
      const answers = await ask(waiting.map(({ key }) => key))
      if (answers.length !== waiting.length) throw new Error('another number of answers than questions')
      for (const [at, each] of answers.entries()) waiting[at]?.resolve(each)
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }
  const answerAll = async (reach: Reach, group: Group<Key, Answer>): Promise<void> => {
    while (group.waiting.length > 0) {
      group.since = performance.now()
      await answer(group.waiting.splice(0))
    }
    if (groups.get(reach) === group) groups.delete(reach)
  }

  return key =>
    new Promise((resolve, reject) => {
      const reach = presentReach()
      const now = performance.now()
      const there = groups.get(reach)
      const question = { key, resolve, reject }
      if (there && now - there.since <= patienceMs) {
        there.waiting.push(question)
        return
      }
      const group = { waiting: [...(there?.waiting.splice(0) ?? []), question], since: now }
      groups.set(reach, group)
      setImmediate(() => void withReach(reach, () => answerAll(reach, group)))
    })
}
