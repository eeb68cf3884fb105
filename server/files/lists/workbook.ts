import path from 'node:path'
import type { Archive } from './archive'
import { numberFormat, type NumberFormat } from './numbers'
import { ListRefused } from './refused'
import { readWhole } from './xml'

export interface Sheet {
  name: string
  hidden: boolean
  part: string
}

export interface Workbook {
  sheets: Sheet[]
  strings: string[]
  /** By the number of a cell's style. */
  formats: NumberFormat[]
  date1904: boolean
}

const WORKBOOK = 'xl/workbook.xml'
/** Texts that cells share; a workbook with more is no list. */
const MOST_CHARACTERS = 60_000_000
const MOST_SHEETS = 200

/** @throws ListRefused if it is no workbook, or one that reaches out of itself */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  await refuseMacroTypes(archive)
  const parts = await relations(archive, 'xl/_rels/workbook.xml.rels', 'xl')
  const sheets: Sheet[] = []
  let date1904 = false
  await readWhole(archive.open(WORKBOOK), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name === 'externalReference') throw new ListRefused('external_links')
      if (name !== 'sheet') return
      const part = parts.get(idOf(attributes))
      // Sheets that are a chart only are none to read.
      if (part?.type !== 'worksheet') return
      const hidden = (attributes['state'] ?? 'visible') !== 'visible'
      sheets.push({ name: attributes['name'] ?? '', hidden, part: part.target })
    },
  })
  if (sheets.length === 0 || sheets.length > MOST_SHEETS) throw new ListRefused('damaged')
  return {
    sheets,
    date1904,
    strings: await sharedStrings(archive, parts),
    formats: await formats(archive, parts),
  }
}

/** `r:id`, whatever the prefix is. */
function idOf(attributes: Record<string, string>): string {
  const name = Object.keys(attributes).find(each => each.endsWith(':id'))
  return name === undefined ? '' : (attributes[name] ?? '')
}

/** A workbook with macros says so in its list of contents, whatever its parts are called. */
async function refuseMacroTypes(archive: Archive): Promise<void> {
  await readWhole(archive.open('[Content_Types].xml'), {
    open(_, attributes) {
      if (/macroEnabled|vbaProject|activeX/i.test(attributes['ContentType'] ?? ''))
        throw new ListRefused('macros')
    },
  })
}

type Parts = Map<string, { type: string; target: string }>

async function relations(archive: Archive, part: string, folder: string): Promise<Parts> {
  const found: Parts = new Map()
  await readWhole(archive.open(part), {
    open(name, attributes) {
      if (name !== 'Relationship') return
      const type = attributes['Type']?.split('/').at(-1) ?? ''
      if (attributes['TargetMode'] === 'External' && type !== 'hyperlink')
        throw new ListRefused('external_links')
      const target = attributes['Target'] ?? ''
      const place = target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target)
      found.set(attributes['Id'] ?? '', { type, target: place })
    },
  })
  return found
}

function partOf(parts: Parts, type: string, archive: Archive): string | undefined {
  const target = [...parts.values()].find(part => part.type === type)?.target
  return target !== undefined && archive.has(target) ? target : undefined
}

/** Phonetic readings (rPh) are no part of the text. */
async function sharedStrings(archive: Archive, parts: Parts): Promise<string[]> {
  const part = partOf(parts, 'sharedStrings', archive)
  if (part === undefined) return []
  const strings: string[] = []
  let text = ''
  let inText = false
  let aside = 0
  let characters = 0
  await readWhole(archive.open(part), {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') aside++
      inText = name === 't' && aside === 0
    },
    close(name) {
      inText = false
      if (name === 'rPh') aside--
      if (name === 'si') strings.push(text)
    },
    text(piece) {
      if (!inText) return
      text += piece
      characters += piece.length
      if (characters > MOST_CHARACTERS) throw new ListRefused('bomb')
    },
  })
  return strings
}

async function formats(archive: Archive, parts: Parts): Promise<NumberFormat[]> {
  const part = partOf(parts, 'styles', archive)
  if (part === undefined) return []
  const codes = new Map<number, string>()
  const found: NumberFormat[] = []
  let inCells = false
  await readWhole(archive.open(part), {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const id = Number(attributes['numFmtId'] ?? 0)
      found.push(numberFormat(id, codes.get(id)))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return found
}
