import { expect, test } from 'vitest'
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
