import { mentionText, type Content } from './content'

/** A stretch of a comparison: in both, only in the later text, or only in the earlier one. */
export interface Piece {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** A block of a comparison, in the later text's order; removed blocks stand where they were. */
export interface ComparedBlock {
  /** How it is shown. A task carries its tick in its text. */
  type: 'paragraph' | 'heading' | 'item' | 'quote' | 'rule'
  pieces: Piece[]
}

type BlockType = ComparedBlock['type']

/** A word with the spaces behind it, or the beginning of a block. */
interface Token {
  text: string
  begins: BlockType | null
}

const TICKS = { true: '☑ ', false: '☐ ' }

/** Beyond this many differing tokens nobody reads a comparison word by word, and it would take too long to make. */
const MOST_EDITS = 1_500

/** What was added and removed between two texts, word by word. Looks at words only: a word that became bold is the same. */
export function compared(before: Content, after: Content): ComparedBlock[] {
  return assemble(differences(tokensOf(before), tokensOf(after)))
}

function tokensOf(content: Content, type: BlockType = 'paragraph', mark = ''): Token[] {
  switch (content.type) {
    case 'heading':
      return blockOf(content, 'heading', mark)
    case 'paragraph':
      return blockOf(content, type, mark)
    case 'horizontalRule':
      return [{ text: 'rule', begins: 'rule' }]
    default: {
      const own =
        content.type === 'blockquote' ? 'quote' : /[iI]tem$/.test(content.type ?? '') ? 'item' : type
      const tick = content.type === 'taskItem' ? TICKS[`${content.attrs?.['checked'] === true}`] : mark
      const children = content.content ?? []
      if (children.some(child => child.text !== undefined)) return blockOf(content, own, tick)
      // Only the first paragraph of an item carries its tick.
      return children.flatMap((child, at) => tokensOf(child, own, at === 0 ? tick : ''))
    }
  }
}

function blockOf(content: Content, type: BlockType, mark: string): Token[] {
  const text = mark + textOf(content)
  const words = text.match(/\S+\s*|^\s+/g) ?? []
  return [{ text: type, begins: type }, ...words.map(word => ({ text: word, begins: null }))]
}

function textOf({ type, text, attrs, content = [] }: Content): string {
  if (type === 'mention') return `${mentionText(attrs)} `
  if (type === 'image') return `[${String(attrs?.['alt'] ?? '')}] `
  return text ?? (type === 'hardBreak' ? '\n' : content.map(textOf).join(''))
}

interface Difference extends Token {
  kind: Piece['kind']
}

const same = (a: Token | undefined, b: Token | undefined): boolean =>
  a?.begins === b?.begins && a?.text.trim() === b?.text.trim()

/** The shortest way from one list to the other (Myers 1986), between what both begin and end with. */
function differences(before: readonly Token[], after: readonly Token[]): Difference[] {
  let start = 0
  while (start < before.length && start < after.length && same(before[start], after[start])) start++
  let end = 0
  while (
    end < before.length - start &&
    end < after.length - start &&
    same(before.at(-1 - end), after.at(-1 - end))
  )
    end++
  const kept = (tokens: readonly Token[]): Difference[] => tokens.map(token => ({ ...token, kind: 'same' }))
  return [
    ...kept(after.slice(0, start)),
    ...shortest(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...kept(after.slice(after.length - end)),
  ]
}

function shortest(before: readonly Token[], after: readonly Token[]): Difference[] {
  const trace = search(before, after)
  if (trace === null) {
    return [
      ...before.map((token): Difference => ({ ...token, kind: 'removed' })),
      ...after.map((token): Difference => ({ ...token, kind: 'added' })),
    ]
  }
  const found: Difference[] = []
  let [x, y] = [before.length, after.length]
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits] ?? new Map<number, number>()
    const diagonal = x - y
    const down = goesDown(reach, diagonal, edits)
    const from = down ? diagonal + 1 : diagonal - 1
    const fromX = edits === 0 ? 0 : (reach.get(from) ?? 0)
    const fromY = edits === 0 ? 0 : fromX - from
    while (x > fromX && y > fromY && same(before[x - 1], after[y - 1])) {
      found.push({ ...(after[y - 1] as Token), kind: 'same' })
      x--
      y--
    }
    if (edits === 0) break
    if (down) found.push({ ...(after[y - 1] as Token), kind: 'added' })
    else found.push({ ...(before[x - 1] as Token), kind: 'removed' })
    x = fromX
    y = fromY
  }
  return found.reverse()
}

const goesDown = (reach: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean =>
  diagonal === -edits ||
  (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1))

/** How far one gets on each diagonal with each number of edits; null when it takes too many. */
function search(before: readonly Token[], after: readonly Token[]): Map<number, number>[] | null {
  const most = before.length + after.length
  const reach = new Map<number, number>([[1, 0]])
  const trace: Map<number, number>[] = []
  for (let edits = 0; edits <= most; edits++) {
    if (edits > MOST_EDITS) return null
    // Only what this round can have touched, so that all rounds together stay small.
    trace.push(new Map([...reach].filter(([diagonal]) => Math.abs(diagonal) <= edits + 1)))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = goesDown(reach, diagonal, edits)
      let x = down ? (reach.get(diagonal + 1) ?? 0) : (reach.get(diagonal - 1) ?? 0) + 1
      while (x < before.length && x - diagonal < after.length && same(before[x], after[x - diagonal])) x++
      reach.set(diagonal, x)
      if (x >= before.length && x - diagonal >= after.length) return trace
    }
  }
  return trace
}

/** Puts words together into blocks; a block is what the later text has there, and a removed one stands by itself. */
function assemble(all: readonly Difference[]): ComparedBlock[] {
  const blocks: ComparedBlock[] = []
  for (const { kind, text, begins } of all) {
    if (begins !== null) {
      blocks.push({ type: begins, pieces: begins === 'rule' ? [{ kind, text: '' }] : [] })
      continue
    }
    const pieces = (blocks.at(-1) ?? begin(blocks)).pieces
    const last = pieces.at(-1)
    if (last?.kind === kind) last.text += text
    else pieces.push({ kind, text })
  }
  return blocks.filter(({ pieces }) => pieces.length > 0)
}

function begin(blocks: ComparedBlock[]): ComparedBlock {
  const block: ComparedBlock = { type: 'paragraph', pieces: [] }
  blocks.push(block)
  return block
}
