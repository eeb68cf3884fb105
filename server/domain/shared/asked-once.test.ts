import { expect, test } from 'vitest'
import type { Actor } from './actor'
import { askedOnce } from './asked-once'

const somebody = (): Actor => ({ personId: 'a' }) as Actor

test('who asks the same at the same time gets the same answer; later, or for somebody else, it is asked anew', async () => {
  const [actor, other] = [somebody(), somebody()]
  let asked = 0
  const ask = (): Promise<number> => Promise.resolve(++asked)
  const both = [askedOnce(actor, 'x', ask), askedOnce(actor, 'x', ask), askedOnce(other, 'x', ask)]
  expect(await Promise.all(both)).toEqual([1, 1, 2])
  expect(await askedOnce(actor, 'x', ask)).toBe(3)
  expect(await Promise.all([askedOnce(actor, 'x', ask), askedOnce(actor, 'y', ask)])).toEqual([4, 5])
})

test('a question that failed fails for all who asked, and is asked anew', async () => {
  const actor = somebody()
  const fail = (): Promise<never> => Promise.reject(new Error('away'))
  const answers = await Promise.allSettled([askedOnce(actor, 'x', fail), askedOnce(actor, 'x', fail)])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await askedOnce(actor, 'x', () => Promise.resolve('here'))).toBe('here')
})
