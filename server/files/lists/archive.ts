import type { Readable } from 'node:stream'
import { fromBufferPromise, type Entry } from 'yauzl'
import { ListRefused } from './refused'

/** The parts of a workbook, opened one at a time; nothing is ever written to disk or unpacked as a whole. */
export interface Archive {
  has(name: string): boolean
  /** The part in pieces, as it is inflated. @throws ListRefused damaged, if there is none of that name */
  open(name: string): AsyncIterable<Buffer>
}

const MOST_PARTS = 2000
const MOST_INFLATED = 300 * 2 ** 20
/** What an ordinary sheet never reaches, judged from this size on: an all but empty one shrinks to a fortieth. */
const HIGHEST_RATIO = 150
const RATIO_FROM = 5 * 2 ** 20

const MACROS = /(?:^|\/)(?:vbaProject|vbaData)|\/activeX\/|\/macrosheets\/|\/ctrlProps\/.*\.bin$/i
const LINKS = /^xl\/(?:externalLinks\/|connections\.xml|queryTables\/)/i

/** @throws ListRefused for bombs, macros, links to elsewhere, locked parts, and whatever else is hidden in a zip */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  refuseHidden(bytes)
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  if (zip.entryCount > MOST_PARTS) throw new ListRefused('bomb')
  const parts = new Map<string, Entry>()
  let inflated = 0
  let packed = 0
  for await (const entry of zip.eachEntry()) {
    inflated += entry.uncompressedSize
    packed += entry.compressedSize
    refuse(entry)
    if (parts.has(entry.fileName.toLowerCase())) throw new ListRefused('hiding_something')
    parts.set(entry.fileName.toLowerCase(), entry)
  }
  // Parts that lie over each other: together more than the file holds.
  if (inflated > MOST_INFLATED || packed > bytes.length) throw new ListRefused('bomb')

  return {
    has: name => parts.has(name.toLowerCase()),
    async *open(name) {
      const entry = parts.get(name.toLowerCase())
      if (entry === undefined) throw new ListRefused('damaged')
      // The size that the archive states is checked against what comes out of it.
      const stream: Readable = await zip.openReadStreamPromise(entry)
      try {
        yield* stream as AsyncIterable<Buffer>
      } finally {
        stream.destroy()
      }
    },
  }
}

function refuse(entry: Entry): void {
  if (entry.isEncrypted()) throw new ListRefused('encrypted')
  if (MACROS.test(entry.fileName)) throw new ListRefused('macros')
  if (LINKS.test(entry.fileName)) throw new ListRefused('external_links')
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
  if (entry.uncompressedSize > RATIO_FROM && ratio > HIGHEST_RATIO) throw new ListRefused('bomb')
}

const END = Buffer.from('PK\x05\x06', 'latin1')
const END_LENGTH = 22

/** A zip ends with its directory, and the directory with its end mark: what stands behind or between belongs to another file. */
function refuseHidden(bytes: Buffer): void {
  const at = bytes.lastIndexOf(END)
  if (at === -1) throw new ListRefused('damaged')
  if (bytes.length < at + END_LENGTH) throw new ListRefused('damaged')
  const directory = { size: bytes.readUInt32LE(at + 12), offset: bytes.readUInt32LE(at + 16) }
  const isZip64 = directory.offset === 0xffffffff || directory.size === 0xffffffff
  if (at + END_LENGTH !== bytes.length || bytes.readUInt16LE(at + 20) !== 0 || isZip64)
    throw new ListRefused('hiding_something')
  if (directory.offset + directory.size !== at) throw new ListRefused('hiding_something')
}
