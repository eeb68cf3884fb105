import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { seeded } from '../../../tests/support/random'
import { toMarkdown } from './markdown'
import type { ContentNode } from './sheet'

const text = (words: string, ...marks: (string | { type: string; attrs: object })[]): ContentNode => ({
  type: 'text',
  text: words,
  marks: marks.map(mark => (typeof mark === 'string' ? { type: mark } : mark)) as never,
})
const link = (href: string) => ({ type: 'link', attrs: { href } })
const node = (type: string, ...content: ContentNode[]): ContentNode => ({ type, content })
const paragraph = (...content: ContentNode[]): ContentNode => node('paragraph', ...content)

const SHEET = {
  title: 'Bord 3',
  facts: [],
  language: 'nb-NO',
  words: { done: 'Gjort', notDone: 'Ikke gjort', page: '', image: 'Bilde' },
  pictures: new Map(),
}

interface Marked {
  lexer(text: string): MarkedToken[]
}
interface MarkedToken {
  type: string
  text?: string
  raw: string
  depth?: number
  href?: string
  ordered?: boolean
  start?: number | ''
  task?: boolean
  checked?: boolean
  tokens?: MarkedToken[]
  items?: MarkedToken[]
}
/** The reader of Markdown that the mails already bring along: not ours, so it says what others will read. */
const { marked } = createRequire(
  createRequire(createRequire(import.meta.url).resolve('@react-email/components')).resolve(
    '@react-email/markdown',
  ),
)('marked') as { marked: Marked }

describe('as Markdown', () => {
  test('what is read again is what was written, whatever was written', () => {
    const random = seeded(20_261_122)
    for (let round = 0; round < 300; round++) {
      const content = invented(random)
      const markdown = toMarkdown({ ...SHEET, content: node('doc', ...content) })
        .split('\n***\n')
        .slice(1)
        .join('\n***\n')
      expect(readAgain(marked.lexer(markdown)), markdown).toEqual(plainly(content))
    }
  })
})

/** Blocks as nested lists of words: what must be the same on both sides. */
type Plain = string | { [kind: string]: Plain[] | string }

const squeezed = (words: string): string => words.replace(/\s+/g, ' ').trim()

function plainly(content: readonly ContentNode[]): Plain[] {
  return content.flatMap((each): Plain[] => {
    const below = each.content ?? []
    if (each.type === 'paragraph') return wordsIn(below) === '' ? [] : [wordsIn(below)]
    if (each.type === 'heading')
      return wordsIn(below) === '' ? [] : [{ [`h${String(each.attrs?.['level'])}`]: wordsIn(below) }]
    if (each.type === 'horizontalRule') return ['***']
    if (each.type === 'taskItem')
      return [{ [each.attrs?.['checked'] === true ? 'done' : 'open']: plainly(below) }]
    if (each.type === 'blockquote' && plainly(below).length === 0) return []
    return [{ [each.type ?? '']: plainly(below) }]
  })
}
const wordsIn = (content: readonly ContentNode[]): string =>
  squeezed(
    content
      .map(each => {
        if (each.type === 'hardBreak') return '\n'
        const href = each.marks?.find(({ type }) => type === 'link')?.attrs?.['href']
        const words = each.text ?? ''
        if (typeof href !== 'string' || squeezed(words) === '') return words
        return words.replace(/^\s*/, spaces => `${spaces}⟨${new URL(href).href}⟩`)
      })
      .join(''),
  )

function readAgain(tokens: readonly MarkedToken[]): Plain[] {
  return tokens.flatMap((token): Plain[] => {
    switch (token.type) {
      case 'space':
      case 'html':
        return []
      case 'hr':
        return ['***']
      case 'heading':
        return [{ [`h${token.depth}`]: inlineWords(token.tokens) }]
      case 'blockquote':
        return [{ blockquote: readAgain(token.tokens ?? []) }]
      case 'list':
        return listRead(token)
      default: {
        const words = inlineWords(token.tokens ?? [token])
        return words === '' ? [] : [words]
      }
    }
  })
}
function listRead({ items = [], ordered = false }: MarkedToken): Plain[] {
  if (items.some(({ task: isTask }) => isTask))
    return [
      { taskList: items.map(each => ({ [each.checked ? 'done' : 'open']: readAgain(each.tokens ?? []) })) },
    ]
  return [
    {
      [ordered ? 'orderedList' : 'bulletList']: items.map(each => ({
        listItem: readAgain(each.tokens ?? []),
      })),
    },
  ]
}
const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
}
const inlineWords = (tokens: readonly MarkedToken[] = []): string =>
  squeezed(
    tokens
      .map(inlineWord)
      .join('')
      .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, entity => ENTITIES[entity] ?? entity),
  )
function inlineWord(token: MarkedToken): string {
  if (token.type === 'br') return '\n'
  if (token.type === 'html') return token.raw === '<br>' ? '\n' : ''
  if (token.type === 'link') return `⟨${token.href}⟩${(token.tokens ?? []).map(inlineWord).join('')}`
  return token.tokens ? token.tokens.map(inlineWord).join('') : (token.text ?? '')
}

const BITS = [
  'ord',
  'æøå',
  '1.',
  '# ',
  '- ',
  '+ ',
  '* ',
  '_',
  '**',
  '`',
  '~~',
  '[x]',
  '(y)',
  '<b>',
  '> ',
  '|',
  '\\',
  '!',
  '  ',
  '---',
  'www.vg.no',
  'https://x.no',
  'a@b.no',
  '=',
  '2)',
  ':',
  '%',
]

function invented(random: () => number): ContentNode[] {
  const below = (most: number): number => Math.floor(random() * most)
  const words = (): string =>
    Array.from({ length: 1 + below(4) }, () => BITS[below(BITS.length)]).join(random() < 0.5 ? ' ' : '')
  const marks = (): (string | { type: string; attrs: object })[] => [
    ...['bold', 'italic', 'underline', 'strike'].filter(() => random() < 0.2),
    ...(random() < 0.15 ? [link('https://udir.no/a_(b)?x=1&y=*2*')] : []),
  ]
  const line = (): ContentNode[] =>
    Array.from({ length: 1 + below(4) }, () =>
      random() < 0.12 ? { type: 'hardBreak' } : text(words(), ...marks()),
    )
  const listOf = (depth: number): ContentNode => {
    const tasks = random() < 0.3
    return {
      type: tasks ? 'taskList' : random() < 0.5 ? 'bulletList' : 'orderedList',
      attrs: { start: 1 + below(12) },
      content: Array.from({ length: 1 + below(3) }, () => ({
        type: tasks ? 'taskItem' : 'listItem',
        attrs: { checked: random() < 0.5 },
        content: [paragraph(...line()), ...(depth < 2 && random() < 0.3 ? [block(depth + 1)] : [])],
      })),
    }
  }
  const block = (depth: number): ContentNode => {
    const kind = random()
    if (kind < 0.45) return paragraph(...line())
    if (kind < 0.6) return { type: 'heading', attrs: { level: 2 + below(3) }, content: line() }
    if (kind < 0.65) return { type: 'horizontalRule' }
    if (kind < 0.75 && depth < 2)
      return node('blockquote', paragraph(...line()), ...(random() < 0.4 ? [block(depth + 1)] : []))
    return listOf(depth)
  }
  return Array.from({ length: 1 + below(4) }, () => block(0))
}
