import {
  AlignmentType,
  BorderStyle,
  CheckBox,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type ILevelsOptions,
  type IParagraphOptions,
  type IRunOptions,
  type ParagraphChild,
} from 'docx'
import { asJpegs, within } from './jpegs'
import { blocks, clean, type Block, type Inline, type Run, type Sheet } from './sheet'

/** Measures of Word: a twentieth of a point, half points, eighths of a point. */
const INDENT = 360
const DEEPEST = 8
/** Room for a picture, in pixels of which 96 are an inch; and how much of it an indent takes. */
const ROOM = { width: 600, height: 760 }
const INDENT_PIXELS = 24
const CELL_PIXELS = 14

const HEADINGS = {
  2: HeadingLevel.HEADING_1,
  3: HeadingLevel.HEADING_2,
  4: HeadingLevel.HEADING_3,
} as const

/** A document for Word and its relatives: real styles, lists, boxes that can be ticked, links, and a language. */
export async function toDocx(sheet: Sheet): Promise<Buffer> {
  const writer = new Writer(sheet.words)
  const pictures = await asJpegs(sheet.pictures)
  const body = writer.blocks(blocks(sheet.content, { ...sheet, pictures }), { depth: 0, width: ROOM.width })
  const facts = sheet.facts.map(
    ({ label, value }) =>
      new Paragraph({
        style: 'Facts',
        children: [new TextRun(bold(`${clean(label)}: `)), new TextRun(clean(value))],
      }),
  )
  const document = new Document({
    title: clean(sheet.title),
    creator: 'Pulje',
    styles: {
      default: {
        document: {
          run: { font: 'Calibri', size: 23, language: { value: sheet.language } },
          paragraph: { spacing: { after: 140, line: 290 } },
        },
        title: { run: { size: 44, bold: true, color: '1E2B3C' }, paragraph: { spacing: { after: 200 } } },
        heading1: heading(32),
        heading2: heading(28),
        heading3: heading(25),
        hyperlink: { run: { color: '0B5CAD', underline: {} } },
      },
      paragraphStyles: [
        {
          id: 'Facts',
          name: 'Facts',
          basedOn: 'Normal',
          run: { size: 21, color: '4A5564' },
          paragraph: { spacing: { after: 40 } },
        },
        {
          id: 'Quote',
          name: 'Quote',
          basedOn: 'Normal',
          quickFormat: true,
          run: { color: '4A5564' },
          paragraph: {
            indent: { left: INDENT },
            border: { left: { style: BorderStyle.SINGLE, size: 18, space: 12, color: 'C3C9D2' } },
          },
        },
      ],
    },
    numbering: {
      config: [
        { reference: 'bullets', levels: levels(LevelFormat.BULLET) },
        ...writer.starts.map((start, at) => ({
          reference: `numbers-${at}`,
          levels: levels(LevelFormat.DECIMAL, start),
        })),
      ],
    },
    sections: [
      {
        footers: { default: pageNumbers(sheet.words.page) },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(clean(sheet.title))] }),
          ...facts,
          rule(),
          ...body,
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

const heading = (size: number) => ({
  run: { size, bold: true, color: '1E2B3C' },
  paragraph: { spacing: { before: 280, after: 120 }, keepNext: true },
})

const levels = (format: (typeof LevelFormat)[keyof typeof LevelFormat], start = 1): ILevelsOptions[] =>
  Array.from({ length: DEEPEST + 1 }, (_, level) => ({
    level,
    format,
    text: format === LevelFormat.BULLET ? '•' : `%${level + 1}.`,
    alignment: AlignmentType.START,
    start: level === 0 ? start : 1,
    style: { paragraph: { indent: { left: INDENT * (level + 1), hanging: INDENT } } },
  }))

const rule = (): Paragraph =>
  new Paragraph({
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: 'C3C9D2' } },
    children: [],
  })

/** The sentence with the numbers in their places. */
function pageNumbers(sentence: string): Footer {
  const places: Record<string, string> = {
    '{{page}}': PageNumber.CURRENT,
    '{{pages}}': PageNumber.TOTAL_PAGES,
  }
  const parts = sentence.split(/(\{\{pages?\}\})/).map(part => places[part] ?? clean(part))
  const paragraph = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ size: 19, color: '4A5564', children: parts })],
  })
  return new Footer({ children: [paragraph] })
}

interface Place {
  /** How many lists are around it. */
  depth: number
  /** Pixels from one side to the other. */
  width: number
  quoted?: boolean
  /** What marks the first paragraph of a list item. */
  marker?: { reference: string } | { done: boolean } | undefined
}

class Writer {
  /** Where each numbered list begins. */
  readonly starts: number[] = []

  constructor(private readonly words: Sheet['words']) {}

  blocks(all: readonly Block[], place: Place): (Paragraph | Table)[] {
    return all.flatMap((each, at) => this.block(each, at === 0 ? place : { ...place, marker: undefined }))
  }

  private block(block: Block, place: Place): (Paragraph | Table)[] {
    switch (block.kind) {
      case 'paragraph':
        return [this.paragraph(block.inlines, place)]
      case 'heading':
        return [
          this.paragraph(block.inlines, place, {
            heading: HEADINGS[block.level as keyof typeof HEADINGS],
          }),
        ]
      case 'list': {
        const reference = block.ordered ? `numbers-${this.starts.push(block.start) - 1}` : 'bullets'
        const within = { ...place, depth: place.depth + 1, marker: { reference } }
        return block.items.flatMap(item => this.blocks(orEmpty(item), within))
      }
      case 'tasks':
        return block.items.flatMap(({ done, blocks: item }) =>
          this.blocks(orEmpty(item), { ...place, depth: place.depth + 1, marker: { done } }),
        )
      case 'quote':
        return this.blocks(block.blocks, { ...place, quoted: true, marker: undefined })
      case 'rule':
        return [rule()]
      case 'picture':
        return [this.paragraph([], place, { children: [this.picture(block, place)] })]
      case 'table':
        return this.table(block.rows, place.width)
    }
  }

  private picture({ picture, alt }: Block & { kind: 'picture' }, { depth, width }: Place): ImageRun {
    const room = { ...ROOM, width: width - INDENT_PIXELS * depth }
    return new ImageRun({
      type: 'jpg',
      data: picture.bytes,
      transformation: within(picture, room),
      altText: { name: this.words.image, description: alt || this.words.image },
    })
  }

  private paragraph(
    inlines: readonly Inline[],
    { depth, quoted, marker }: Place,
    {
      heading,
      children = inlines.map(runOf),
    }: Pick<IParagraphOptions, 'heading'> & {
      children?: ParagraphChild[]
    } = {},
  ): Paragraph {
    const level = Math.min(depth - 1, DEEPEST)
    const left = INDENT * depth
    if (marker && 'done' in marker) {
      const box = new CheckBox({
        checked: marker.done,
        alias: marker.done ? this.words.done : this.words.notDone,
        checkedState: { value: '2612', font: 'MS Gothic' },
        uncheckedState: { value: '2610', font: 'MS Gothic' },
      })
      return new Paragraph({
        indent: { left, hanging: INDENT },
        children: [box, new TextRun(' '), ...children],
      })
    }
    if (marker) return new Paragraph({ numbering: { reference: marker.reference, level }, children })
    return new Paragraph({
      ...(heading !== undefined && { heading }),
      ...(quoted && heading === undefined && { style: 'Quote' }),
      ...(depth > 0 && { indent: { left } }),
      children,
    })
  }

  private table(
    rows: readonly { heading: boolean; blocks: Block[] }[][],
    width: number,
  ): (Table | Paragraph)[] {
    const full = rows.filter(row => row.length > 0)
    if (full.length === 0) return []
    const made = full.map(
      row =>
        new TableRow({
          tableHeader: row.every(cell => cell.heading),
          cantSplit: true,
          children: row.map(
            cell =>
              new TableCell({
                margins: { top: 60, bottom: 60, left: 100, right: 100 },
                children: this.blocks(orEmpty(cell.blocks), {
                  depth: 0,
                  width: width / row.length - CELL_PIXELS,
                }),
              }),
          ),
        }),
    )
    // Two tables in a row would become one.
    return [new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: made }), new Paragraph('')]
  }
}

const orEmpty = (all: readonly Block[]): readonly Block[] =>
  all.length > 0 ? all : [{ kind: 'paragraph', inlines: [] }]

function runOf(inline: Inline): ParagraphChild {
  if (inline === 'break') return new TextRun({ break: 1 })
  if (inline.link === null) return textRun(inline)
  return new ExternalHyperlink({ link: inline.link, children: [textRun(inline, 'Hyperlink')] })
}

const bold = (text: string): IRunOptions => ({ text, bold: true })

function textRun({ text, marks }: Run, style?: string): TextRun {
  const options: IRunOptions = {
    text,
    bold: marks.has('bold'),
    italics: marks.has('italic'),
    strike: marks.has('strike'),
    ...(marks.has('underline') && { underline: {} }),
    ...(style !== undefined && { style }),
  }
  return new TextRun(options)
}
