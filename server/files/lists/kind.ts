import path from 'node:path'
import { ListRefused } from './refused'

const TEXT_NAMES = ['.csv', '.txt', '.tsv', '.tab']
const MACRO_NAMES = ['.xlsm', '.xltm', '.xlam']
const OTHER_MAGIC = [
  '%PDF',
  'GIF8',
  '\x89PNG',
  '\xff\xd8\xff',
  '\x7fELF',
  'MZ',
  'Rar!',
  '7z\xbc\xaf',
  '\x1f\x8b',
  'BZh',
]
const MARKUP = /^\s*<(?:!doctype|\?xml|html|head|table|script|svg)/i

/**
 * What the file is, by its first bytes; its name must say the same. Some files are two things at once, and what a viewer
 * takes them for depends on where it looks: they are refused.
 * @throws ListRefused
 */
export function fileKind(bytes: Buffer, fileName: string): 'xlsx' | 'text' {
  const extension = path.extname(fileName).toLowerCase()
  const start = bytes.subarray(0, 1024).toString('latin1')
  if (bytes.length === 0) throw new ListRefused('empty')
  if (MACRO_NAMES.includes(extension)) throw new ListRefused('macros')
  if (start.startsWith('\xd0\xcf\x11\xe0'))
    throw new ListRefused(isEncrypted(bytes) ? 'encrypted' : 'old_excel')
  if (extension === '.xls') throw new ListRefused('old_excel')
  if (start.startsWith('PK')) return zipKind(start, extension)
  if (
    extension === '.xlsx' ||
    OTHER_MAGIC.some(magic => start.startsWith(magic)) ||
    MARKUP.test(withoutBom(start))
  )
    throw new ListRefused('wrong_kind')
  if (!TEXT_NAMES.includes(extension)) throw new ListRefused('unsupported')
  return 'text'
}

function zipKind(start: string, extension: string): 'xlsx' {
  if (['.ods', '.xlsb', '.zip', '.numbers', '.docx'].includes(extension)) throw new ListRefused('unsupported')
  if (extension !== '.xlsx' || !start.startsWith('PK\x03\x04')) throw new ListRefused('wrong_kind')
  // Viewers of PDF look for its mark anywhere in the first thousand bytes.
  if (start.includes('%PDF-')) throw new ListRefused('hiding_something')
  return 'xlsx'
}

/** A locked workbook is an old container around "EncryptedPackage" (UTF-16). */
const isEncrypted = (bytes: Buffer): boolean => bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))

const withoutBom = (start: string): string => start.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
