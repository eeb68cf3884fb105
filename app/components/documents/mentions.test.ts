import { expect, test } from 'vitest'
import { matching } from './mentions'

const people = [
  { id: '1', name: 'Kari Nordmann' },
  { id: '2', name: 'Ola Kjær' },
  { id: '1', name: 'Kari Nordmann' },
  { id: '3', name: 'Åse van Dam' },
]
const names = (typed: string) => matching(people, typed).map(({ name }) => name)

test('a name is found by the beginning of any of its words, in any case, each person once', () => {
  expect(names('')).toEqual(['Kari Nordmann', 'Ola Kjær', 'Åse van Dam'])
  expect(names('k')).toEqual(['Kari Nordmann', 'Ola Kjær'])
  expect(names('å')).toEqual(['Åse van Dam'])
  expect(names('kari n')).toEqual(['Kari Nordmann'])
  expect(names('mann')).toEqual([])
})

test('of a hall full of people six are offered', () => {
  const hall = Array.from({ length: 200 }, (_, at) => ({ id: String(at), name: `Lærer ${String(at)}` }))
  expect(matching(hall, 'lærer')).toHaveLength(6)
})
