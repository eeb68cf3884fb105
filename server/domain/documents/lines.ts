import type { Content } from './content'
import { mentionText } from './mention'

const inLine = ({ type, text, attrs }: Content): string =>
  type === 'mention' ? mentionText(attrs) : (text ?? '\n')

/** A block as bare text: one line per paragraph; a row of a table is one line, its cells apart by tabs. */
export function linesOf(block: Content): string[] {
  const children = block.content ?? []
  if (block.type === 'paragraph' || block.type === 'heading') return [children.map(inLine).join('')]
  if (block.type === 'tableRow')
    return [children.map(cell => linesOf(cell).join(' ').replace(/\n/g, ' ')).join('\t')]
  return children.flatMap(linesOf)
}
