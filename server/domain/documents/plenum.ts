import type { Content } from './content'
import { linesOf } from './lines'

/** A block that goes to the plenum, with where in the text it stands. */
export interface PlenumBlock {
  /** Place among the blocks at the top of the text, from 0. */
  position: number
  kind: string
  /** The text of the nearest heading above it; null when there is none. */
  heading: string | null
  /** One line per paragraph. */
  text: string
  content: Content
}

/** The blocks of a document that its writers have marked for the plenum, in the order of the text. */
export function plenumBlocks(content: Content): PlenumBlock[] {
  const found: PlenumBlock[] = []
  let heading: string | null = null
  for (const [position, block] of (content.content ?? []).entries()) {
    const text = linesOf(block).join('\n')
    if (block.attrs?.['plenum'] === true)
      found.push({ position, kind: block.type ?? '', heading, text, content: block })
    if (block.type === 'heading') heading = text
  }
  return found
}
