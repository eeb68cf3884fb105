import type { Actor } from './actor'

const underWay = new WeakMap<Actor, Map<string, Promise<unknown>>>()

/**
 * One question for all who ask the same at the same time for the same actor: the parts of a page are read side by side, and each
 * asks first whether the cohort may be seen. Nothing is kept: who asks after the answer has come asks anew. Not for what happens
 * inside a transaction.
 */
export function askedOnce<Answer>(
  actor: Actor,
  question: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const questions = underWay.get(actor) ?? new Map<string, Promise<unknown>>()
  underWay.set(actor, questions)
  const asked = questions.get(question) as Promise<Answer> | undefined
  if (asked !== undefined) return asked
  const answer = ask().finally(() => questions.delete(question))
  questions.set(question, answer)
  return answer
}
