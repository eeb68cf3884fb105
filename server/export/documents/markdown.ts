import { blocks, clean, type Block, type Inline, type MarkName, type Run, type Sheet } from './sheet'

/** A document as Markdown (CommonMark with tables, tasks and struck text), which reads well as it is and can be read again. Of a picture stands what it shows. */
export function toMarkdown(sheet: Sheet): string {
  const { title, facts, content } = sheet
  const head = facts.map(({ label, value }) => `**${escaped(label)}:** ${escaped(value)}`).join('\\\n')
  const parts = [`# ${escaped(title)}`, head, '***', ...several(blocks(content, sheet))]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

function several(all: readonly Block[]): string[] {
  const parts: string[] = []
  let before: Block['kind'] | null = null
  for (const each of all) {
    const text = single(each)
    if (text === '') continue
    // Two of a kind would become one.
    if (before === each.kind && ['list', 'tasks', 'quote', 'table'].includes(before)) parts.push('<!-- -->')
    else if ([before, each.kind].every(kind => kind === 'list' || kind === 'tasks')) parts.push('<!-- -->')
    parts.push(text)
    before = each.kind
  }
  return parts
}

function single(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'picture':
      return line(block.inlines, '\\\n')
    case 'heading': {
      const text = line(block.inlines, '<br>')
      return text === '' ? '' : `${'#'.repeat(block.level)} ${text}`
    }
    case 'list':
      return block.items
        .map((item, at) => listItem(block.ordered ? `${block.start + at}. ` : '- ', several(item)))
        .join('\n')
    case 'tasks':
      return block.items
        .map(({ done, blocks: item }) => listItem('- ', several(item), done ? '[x] ' : '[ ] '))
        .join('\n')
    case 'quote': {
      const text = several(block.blocks).join('\n\n')
      return text === '' ? '' : text.replace(/^/gm, '> ').replace(/ +$/gm, '')
    }
    case 'rule':
      return '***'
    case 'table':
      return table(block.rows)
  }
}

/** What is below the first line stands under it. */
function listItem(marker: string, parts: readonly string[], box = ''): string {
  const [first = '', ...rest] = parts
  const begins =
    /^([-#>|*]|\d+[.)] |<!--)/.test(first) || first === '' ? [`&nbsp;`, ...parts] : [first, ...rest]
  const text = begins.filter(part => part !== '').join('\n\n')
  return `${marker}${box}${text.split('\n').join(`\n${' '.repeat(marker.length)}`)}`.replace(/^ +$/gm, '')
}

function table(rows: readonly { blocks: Block[] }[][]): string {
  const wide = Math.max(0, ...rows.map(row => row.length))
  if (wide === 0) return ''
  const cell = (content: Block[]): string =>
    several(content).join('<br>').replaceAll('\\\n', '<br>').replaceAll('\n', '<br>')
  const written = rows.map(row => Array.from({ length: wide }, (_, at) => cell(row[at]?.blocks ?? [])))
  const [head = [], ...body] = written
  const say = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [say(head), say(head.map(() => '---')), ...body.map(say)].join('\n')
}

/** Inside a line these always mean something. */
const SPECIAL = /[\\`*_[\]<>~|&]/g
/** At the beginning of a line, these do as well. */
const AT_START = /^(\s*)([#+\-=:]|\d+(?=[.)]))/
/** Readers of Markdown make links of what looks like one. */
const LOOKS_LIKE_LINK = /(?<=https?|ftp)(?=:)|(?<=www)(?=\.)|(?=@)/gi

function escaped(text: string): string {
  return clean(text).replace(SPECIAL, '\\$&').replace(/!$/, '\\!').replace(LOOKS_LIKE_LINK, '\\')
}

function line(all: readonly Inline[], lineBreak: string): string {
  const parts = all.map((each, at) => {
    if (each === 'break') return lineBreak
    return written(each, edge(all[at - 1], 'last'), edge(all[at + 1], 'first'))
  })
  return parts
    .join('')
    .split(lineBreak)
    .map(part => part.replace(/\s+/g, ' ').trim())
    .map(part => part.replace(AT_START, (_, space: string, sign: string) => `${space}${numbered(sign)}`))
    .join(lineBreak)
    .replace(/(?<!\\)#+$/, signs => signs.replaceAll('#', '\\#'))
    .replace(new RegExp(`(?:${lineBreak.replace('\\', '\\\\')})+$`), '')
}

/** `1.` becomes `1\.`, `#` becomes `\#`. */
const numbered = (sign: string): string => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`)

const edge = (inline: Inline | undefined, which: 'first' | 'last'): string => {
  if (inline === undefined || inline === 'break') return ''
  return (which === 'first' ? /^./u : /.$/u).exec(inline.text)?.[0] ?? ''
}

const SIGNS: Record<MarkName, { sign: string | null; tag: string }> = {
  bold: { sign: '**', tag: 'strong' },
  italic: { sign: '_', tag: 'em' },
  strike: { sign: '~~', tag: 'del' },
  underline: { sign: null, tag: 'u' },
}
const ORDER: readonly MarkName[] = ['underline', 'strike', 'italic', 'bold']

/** Signs count only between letters and spaces; everywhere else the tag of HTML says the same. */
function written({ text, marks, link }: Run, before: string, after: string): string {
  const [, lead = '', body = '', tail = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  if (body === '') return text
  const outside = [lead === '' ? before : ' ', tail === '' ? after : ' ']
  const clear =
    outside.every(letter => letter === '' || /\s/.test(letter)) &&
    /^[\p{L}\p{N}](.*[\p{L}\p{N}])?$/su.test(body)
  let inner = escaped(body)
  for (const mark of ORDER) {
    if (!marks.has(mark)) continue
    const { sign, tag } = SIGNS[mark]
    inner = sign !== null && clear && link === null ? `${sign}${inner}${sign}` : `<${tag}>${inner}</${tag}>`
  }
  if (link !== null) inner = `[${inner}](<${link.replace(/[<>\\]/g, encodeURIComponent)}>)`
  return `${lead}${inner}${tail}`
}
