/** A statement that was collected from a document before. */
export interface Held {
  id: string
  text: string
  /** What its block said when it was last read; null = it was gone. */
  sourceText: string | null
}

export interface Matched<Block> {
  /** Blocks that nothing was collected from yet. */
  fresh: Block[]
  /** What the block of each statement says now; null = it is no longer marked. Only where that is another thing than before. */
  changed: { id: string; sourceText: string | null }[]
}

/** How much of the words two texts must share to be the same block, written on. */
const ALIKE = 0.5

/**
 * Which blocks of a document are those that were collected before. Blocks have no ids, and a restored document has new ones
 * throughout: the same words are the same block, and of the rest those that share most of their words.
 */
export function matchBlocks<Block extends { text: string }>(
  held: readonly Held[],
  blocks: readonly Block[],
): Matched<Block> {
  const now = new Map<string, Block>()
  const left = new Set(blocks)
  const take = (statement: Held, block: Block | undefined): void => {
    if (block === undefined || now.has(statement.id)) return
    left.delete(block)
    now.set(statement.id, block)
  }
  const saying = (text: string | null) => [...left].find(block => block.text === text)
  for (const statement of held) take(statement, saying(statement.sourceText))
  for (const statement of held) if (!now.has(statement.id)) take(statement, saying(statement.text))
  for (const statement of held) {
    if (now.has(statement.id) || statement.sourceText === null) continue
    take(statement, mostAlike(statement.sourceText, left))
  }
  const changed = held
    .map(({ id, sourceText }) => ({ id, before: sourceText, sourceText: now.get(id)?.text ?? null }))
    .filter(({ before, sourceText }) => before !== sourceText)
    .map(({ id, sourceText }) => ({ id, sourceText }))
  return { fresh: [...left], changed }
}

function mostAlike<Block extends { text: string }>(text: string, blocks: Iterable<Block>): Block | undefined {
  let best: Block | undefined
  let most = ALIKE
  for (const block of blocks) {
    const likeness = alike(text, block.text)
    if (likeness < most) continue
    best = block
    most = likeness
  }
  return best
}

/** Share of the words of two texts that they have in common, from 0 to 1. */
function alike(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)]
  if (a.size + b.size === 0) return 0
  const common = [...a].filter(word => b.has(word)).length
  return (2 * common) / (a.size + b.size)
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
