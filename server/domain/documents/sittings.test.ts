import { expect, test } from 'vitest'
import { sittings, type LoggedRun } from './sittings'

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 12, minute))

/** `[who, minute, connection]` */
function runs(...all: [who: string | null, minute: number, connection?: string][]): LoggedRun[] {
  return all.map(([personId, minute, connectionId = personId ?? 'seed'], index) => ({
    seq: index + 1,
    personId,
    connectionId,
    at: at(minute),
  }))
}
const shape = (log: LoggedRun[], restored: [string, number][] = []) =>
  sittings(log, new Map(restored)).map(({ fromSeq, toSeq, personIds }) => [
    fromSeq,
    toSeq,
    personIds.join('+'),
  ])

test('what is written in one go is one sitting, also by those who come within its first minutes', () => {
  expect(shape(runs(['a', 0], ['b', 3], ['a', 12], ['b', 21]))).toEqual([[1, 4, 'a+b']])
})

test('a pause of more than ten minutes ends it', () => {
  expect(shape(runs(['a', 0], ['a', 10], ['a', 21]))).toEqual([
    [1, 2, 'a'],
    [3, 3, 'a'],
  ])
})

test('whoever comes later begins a new one', () => {
  expect(shape(runs(['a', 0], ['a', 8], ['b', 15], ['a', 16]))).toEqual([
    [1, 2, 'a'],
    [3, 4, 'b+a'],
  ])
})

test('what the document began with stands by itself', () => {
  expect(shape(runs([null, 0], ['a', 1]))).toEqual([
    [1, 1, ''],
    [2, 2, 'a'],
  ])
})

test('what brings an old version back stands by itself, so that the text before it is a version too', () => {
  expect(shape(runs(['a', 0], ['a', 1, 'back'], ['a', 2]), [['back', 1]])).toEqual([
    [1, 1, 'a'],
    [2, 2, 'a'],
    [3, 3, 'a'],
  ])
})
