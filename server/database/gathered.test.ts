import { expect, test } from 'vitest'
import { until } from '../../tests/support/until'
import { gathered } from './gathered'
import { presentReach, withReach } from './reach'

interface Asked {
  reach: string
  keys: readonly number[]
}

function counted(asked: Asked[]): (key: number) => Promise<number> {
  return gathered(keys => {
    asked.push({ reach: presentReach(), keys })
    return Promise.resolve(keys.map(key => key * 10))
  })
}

test('what is asked in one turn is asked together, and everybody gets their own answer', async () => {
  const asked: Asked[] = []
  const times = counted(asked)
  expect(await Promise.all([1, 2, 1].map(times))).toEqual([10, 20, 10])
  expect(await times(3)).toBe(30)
  expect(asked.map(({ keys }) => keys)).toEqual([[1, 2, 1], [3]])
})

test('what comes up while an answer is under way is asked together when it has come', async () => {
  const asked: (readonly number[])[] = []
  const come: (() => void)[] = []
  const ask = gathered<number, number>(async keys => {
    asked.push(keys)
    await new Promise<void>(resolve => come.push(resolve))
    return keys
  })
  const first = ask(1)
  await until('it is asked', () => asked.length === 1)
  const rest = [2, 3].map(ask)
  come[0]?.()
  expect(await first).toBe(1)
  await until('the rest is asked', () => asked.length === 2)
  come[1]?.()
  expect(await Promise.all(rest)).toEqual([2, 3])
  expect(asked).toEqual([[1], [2, 3]])
})

test('nobody waits long for an answer that does not come', async () => {
  const asked: (readonly number[])[] = []
  const ask = gathered<number, number>(keys => {
    asked.push(keys)
    return asked.length === 1 ? new Promise(() => undefined) : Promise.resolve(keys)
  }, 0)
  void ask(1)
  await until('it is asked', () => asked.length === 1)
  expect(await Promise.all([2, 3].map(ask))).toEqual([2, 3])
})

test('what is asked within different reaches is never asked together', async () => {
  const asked: Asked[] = []
  const times = counted(asked)
  await Promise.all(['{a}', '{b}', '{a}'].map((reach, n) => withReach(reach, () => times(n))))
  expect(asked).toEqual([
    { reach: '{a}', keys: [0, 2] },
    { reach: '{b}', keys: [1] },
  ])
})

test('a question that fails fails for all who asked it, and the next one is asked anew', async () => {
  let down = true
  const ask = gathered<number, number>(keys =>
    down ? Promise.reject(new Error('no database')) : Promise.resolve([...keys]),
  )
  const both = await Promise.allSettled([ask(1), ask(2)])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  down = false
  expect(await ask(1)).toBe(1)
})
