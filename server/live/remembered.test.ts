import { expect, test } from 'vitest'
import { Remembered } from './remembered'

test('what was asked a moment ago is not asked again, also when there was no answer; after a while it is', async () => {
  const asked: string[][] = []
  const units = new Remembered<string>(keys => {
    asked.push([...keys])
    return Promise.resolve(
      keys
        .filter(key => key !== 'ingen')
        .flatMap(
          key =>
            [
              [key, `${key}1`],
              [key, `${key}2`],
            ] as const,
        ),
    )
  }, 100)
  expect(await units.of(['a', 'ingen'], 0)).toEqual(['a1', 'a2'])
  expect(await units.of(['b', 'a', 'ingen'], 99)).toEqual(['b1', 'b2', 'a1', 'a2'])
  expect(await units.of(['a', 'b'], 100)).toEqual(['a1', 'a2', 'b1', 'b2'])
  expect(asked).toEqual([['a', 'ingen'], ['b'], ['a']])
})
