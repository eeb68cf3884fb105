import type { Content } from 'pdfmake/interfaces'
import { asJpegs, within } from './jpegs'
import { Roboto, SvgMeasure, tableLayouts } from './pdf-parts'
import { TaggedLayout, TaggedPdf, TaggedRenderer, type Tag } from './pdf-tags'
import { blocks, clean, type Block, type Inline, type Run, type Sheet } from './sheet'

/** A4, in points. */
const PAGE = { width: 595.28, height: 841.89, orientation: 'portrait' }
const MARGINS = { left: 62, top: 62, right: 62, bottom: 62 }
const WIDTH = PAGE.width - MARGINS.left - MARGINS.right
/** What the signs of a list and the sides of cells and quotations take of it. */
const LIST_SIDE = 27
const CELL_SIDE = 9
const QUOTE_SIDE = 20
const HIGHEST_PICTURE = 560
/** Of an inch 96 pixels are shown and 72 points are drawn. */
const POINTS_PER_PIXEL = 0.75
const INK = '#1e2b3c'
const QUIET = '#4a5564'
const LINE = '#c3c9d2'

const STYLES = {
  title: { fontSize: 22, bold: true, color: INK, margin: [0, 0, 0, 10] },
  h2: { fontSize: 16, bold: true, color: INK, margin: [0, 12, 0, 5] },
  h3: { fontSize: 13.5, bold: true, color: INK, margin: [0, 10, 0, 4] },
  h4: { fontSize: 12, bold: true, color: INK, margin: [0, 8, 0, 3] },
}
const DEFAULT = { font: 'Roboto', fontSize: 11.5, lineHeight: 1.25, color: '#16202d' }

/** A document as PDF: tagged, with title, language, an outline of its headings, and numbered pages. */
export async function toPdf(sheet: Sheet): Promise<Buffer> {
  const { title, facts, language, content, words } = sheet
  const pictures = await asJpegs(sheet.pictures)
  const fonts = Object.values(Roboto)
  const pdf = new TaggedPdf(
    { Roboto },
    Object.fromEntries([...pictures].map(([id, { bytes }]) => [id, addressOf(bytes)])),
    {},
    {},
    {
      size: [PAGE.width, PAGE.height],
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      lang: language,
      autoFirstPage: false,
      font: null,
      info: { Title: clean(title), Creator: 'Pulje', Producer: 'Pulje' },
    },
    null,
    path => fonts.includes(path),
  )
  const writer = new Writer(words)
  const body = [
    textNode([plain(title)], { type: 'H1', parent: null }, { style: 'title' }),
    ...facts.map(fact),
    separator(),
    ...writer.several(blocks(content, { words, pictures }), { parent: null, width: WIDTH }),
  ]
  const layout = new TaggedLayout(PAGE, MARGINS, new SvgMeasure())
  layout.registerTableLayouts(tableLayouts)
  const footer = (page: number, pages: number): object => ({
    text: words.page.replace('{{page}}', String(page)).replace('{{pages}}', String(pages)),
    alignment: 'center',
    color: QUIET,
    fontSize: 9,
    margin: [0, 24, 0, 0],
  })
  const pages = layout.layoutDocument(body, pdf, STYLES, DEFAULT, undefined, undefined, footer)
  new TaggedRenderer(pdf).renderPages(pages)
  pdf.endStructure()
  return bytesOf(pdf)
}

const addressOf = (bytes: Uint8Array): string =>
  `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`

function bytesOf(pdf: TaggedPdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', chunk => chunks.push(chunk))
    pdf.on('error', reject)
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.end()
  })
}

type Node = Content & { tag?: Tag }

const plain = (text: string): Run => ({ text: clean(text), marks: new Set(), link: null })

function fact({ label, value }: { label: string; value: string }): Node {
  const text = [{ ...plain(`${label}: `), marks: new Set(['bold'] as const) }, plain(value)]
  return textNode(text, { type: 'P', parent: null }, { color: QUIET, fontSize: 10.5, margin: [0, 0, 0, 2] })
}

const separator = (): Node => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineColor: LINE }],
  margin: [0, 10, 0, 12],
})

function textNode(inlines: readonly Inline[], tag: Tag, more: object = {}): Node {
  return { text: inlines.map(spanOf), tag, ...more } as Node
}

function spanOf(inline: Inline): object {
  if (inline === 'break') return { text: '\n' }
  const { text, marks, link } = inline
  const underline = marks.has('underline') || link !== null
  const decoration = [...(underline ? ['underline'] : []), ...(marks.has('strike') ? ['lineThrough'] : [])]
  return {
    text,
    bold: marks.has('bold'),
    italics: marks.has('italic'),
    ...(decoration.length > 0 && { decoration }),
    ...(link !== null && { link, color: '#0b5cad' }),
  }
}

/** Where a block is put. */
interface Place {
  parent: Tag | null
  /** Points from one side to the other. */
  width: number
}

/** Puts blocks one below the other, each with its place in the tree of tags. */
class Writer {
  constructor(private readonly words: Sheet['words']) {}

  several(all: readonly Block[], place: Place): Node[] {
    return all.flatMap(block => this.single(block, place))
  }

  private single(block: Block, { parent, width }: Place): Node[] {
    switch (block.kind) {
      case 'paragraph':
        return [textNode(block.inlines, { type: 'P', parent }, { margin: [0, 0, 0, 7] })]
      case 'heading':
        return [heading(block.level, block.inlines, parent)]
      case 'list':
        return this.list(
          block.items.map((blocks, at) => ({
            label: block.ordered ? { text: `${block.start + at}.` } : { text: '•' },
            blocks,
          })),
          { parent, width },
        )
      case 'tasks':
        return this.list(
          block.items.map(({ done, blocks }) => ({ label: { done }, blocks })),
          { parent, width },
        )
      case 'quote': {
        const quoted: Place = { parent: { type: 'BlockQuote', parent }, width: width - QUOTE_SIDE }
        return [
          {
            table: { widths: ['*'], body: [[{ stack: this.several(block.blocks, quoted), color: QUIET }]] },
            layout: {
              hLineWidth: () => 0,
              vLineWidth: (at: number) => (at === 0 ? 3 : 0),
              vLineColor: () => LINE,
              paddingLeft: () => 12,
            },
            margin: [0, 0, 0, 7],
          },
        ]
      }
      case 'rule':
        return [separator()]
      case 'picture':
        return [this.picture(block, { parent, width })]
      case 'table':
        return this.table(block.rows, { parent, width })
    }
  }

  private picture({ id, picture, alt }: Block & { kind: 'picture' }, { parent, width }: Place): Node {
    const size = { width: picture.width * POINTS_PER_PIXEL, height: picture.height * POINTS_PER_PIXEL }
    return {
      image: id,
      ...within(size, { width, height: HIGHEST_PICTURE }),
      margin: [0, 2, 0, 9],
      tag: { type: 'Figure', parent, alt: alt || this.words.image },
    }
  }

  private list(
    items: readonly { label: { text: string } | { done: boolean }; blocks: readonly Block[] }[],
    { parent, width }: Place,
  ): Node[] {
    const list: Tag = { type: 'L', parent }
    const rows = items.map(({ label, blocks }): Node => {
      const item: Tag = { type: 'LI', parent: list }
      const body: Tag = { type: 'LBody', parent: item }
      const sign =
        'text' in label
          ? textNode([plain(label.text)], { type: 'Lbl', parent: item }, { alignment: 'right' })
          : box(label.done, {
              type: 'Lbl',
              parent: item,
              alt: label.done ? this.words.done : this.words.notDone,
            })
      return {
        columns: [
          { width: 20, stack: [sign] },
          { width: '*', stack: this.several(blocks, { parent: body, width: width - LIST_SIDE }) },
        ],
        columnGap: 7,
      }
    })
    return [{ stack: rows, margin: [0, 0, 0, 3] }]
  }

  private table(rows: readonly { heading: boolean; blocks: Block[] }[][], { parent, width }: Place): Node[] {
    const wide = Math.max(0, ...rows.map(row => row.length))
    if (wide === 0) return []
    const table: Tag = { type: 'Table', parent }
    const headings = rows.findIndex(row => !row.every(cell => cell.heading))
    const body = rows.map(row => {
      const tag: Tag = { type: 'TR', parent: table }
      return Array.from({ length: wide }, (_, at): Node => {
        const cell = row[at]
        if (!cell) return { text: '' }
        const own: Tag = { type: cell.heading ? 'TH' : 'TD', parent: tag }
        const room = { parent: own, width: width / wide - CELL_SIDE }
        return { stack: this.several(cell.blocks, room), bold: cell.heading }
      })
    })
    const layout = {
      hLineColor: () => LINE,
      vLineColor: () => LINE,
      hLineWidth: () => 0.75,
      vLineWidth: () => 0.75,
    }
    return [
      {
        table: {
          headerRows: Math.max(0, headings),
          widths: Array.from({ length: wide }, () => '*'),
          body,
        },
        layout,
        margin: [0, 2, 0, 9],
      },
    ]
  }
}

function heading(level: number, inlines: readonly Inline[], parent: Tag | null): Node {
  const text = inlines
    .map(each => (each === 'break' ? ' ' : each.text))
    .join('')
    .trim()
  return textNode(
    inlines,
    { type: `H${level}` as 'H2', parent },
    { style: `h${level}`, ...(text !== '' && { outline: true, outlineText: text, outlineExpanded: true }) },
  )
}

/** Roboto has no boxes, so they are drawn. */
function box(done: boolean, tag: Tag): Node {
  const size = 9
  const square = {
    type: 'rect',
    x: 10,
    y: 2.5,
    w: size,
    h: size,
    r: 1.5,
    lineColor: QUIET,
    lineWidth: 1,
    tag,
  }
  const points = [
    { x: 12, y: 7 },
    { x: 14, y: 9.2 },
    { x: 17.3, y: 4.8 },
  ]
  const tick = { type: 'polyline', points, lineColor: INK, lineWidth: 1.4 }
  return { canvas: done ? [square, tick] : [square] } as Node
}
