import { expect, test } from 'vitest'
import { seeded } from '../../../tests/support/random'
import { compared } from './comparing'
import type { Content } from './content'

const page = (...lines: string[]): Content => ({
  type: 'doc',
  content: lines.map(text => ({
    type: 'paragraph',
    ...(text !== '' && { content: [{ type: 'text', text }] }),
  })),
})
const said = (before: Content, after: Content) =>
  compared(before, after).map(({ pieces }) =>
    pieces.map(({ kind, text }) => ({ same: '=', added: '+', removed: '-' })[kind] + text.trim()),
  )

test('words that came and went are told, the others stay', () => {
  expect(said(page('Elevene leser mye'), page('Elevene skriver mye'))).toEqual([
    ['=Elevene', '-leser', '+skriver', '=mye'],
  ])
})

test('a new paragraph is added whole, and one that went stands where it was', () => {
  expect(said(page('En', 'To'), page('En', 'Ny linje', 'To'))).toEqual([['=En'], ['+Ny linje'], ['=To']])
  expect(said(page('En', 'To', 'Tre'), page('En', 'Tre'))).toEqual([['=En'], ['-To'], ['=Tre']])
})

test('a task that was ticked is told', () => {
  const task = (checked: boolean): Content => ({
    type: 'doc',
    content: [
      {
        type: 'taskList',
        content: [{ type: 'taskItem', attrs: { checked }, content: page('Ring heim').content ?? [] }],
      },
    ],
  })
  expect(said(task(false), task(true))).toEqual([['-☐', '+☑', '=Ring heim']])
})

test('whatever was written: without what was added it is the earlier text, without what was removed the later', () => {
  const random = seeded(7)
  const words = ['en', 'to', 'tre', 'fire']
  const invented = (): string[] =>
    Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
      Array.from({ length: 1 + Math.floor(random() * 6) }, () => words[Math.floor(random() * 4)]).join(' '),
    )
  for (let round = 0; round < 300; round++) {
    const [before, after] = [invented(), invented()]
    const pieces = compared(page(...before), page(...after)).flatMap(block => block.pieces)
    const without = (kind: string): string =>
      pieces
        .filter(piece => piece.kind !== kind)
        .map(({ text }) => text.trim())
        .join(' ')
    expect(without('added')).toBe(before.join(' '))
    expect(without('removed')).toBe(after.join(' '))
  }
})

test('two long texts that have nothing in common are told apart at once', () => {
  const long = (word: string): Content =>
    page(...Array.from({ length: 400 }, (_, at) => `${word}${at} `.repeat(20)))
  expect(said(long('a'), long('b')).length).toBeGreaterThan(399)
})
