import { parentPort } from 'node:worker_threads'
import { compared } from './domain/documents/comparing'
import { foldedState, readable, storedContent } from './domain/documents/render'
import { restoring } from './domain/documents/restoring'
import { toDocx } from './export/documents/docx'
import { toHtml } from './export/documents/html'
import { toMarkdown } from './export/documents/markdown'
import { toPdf } from './export/documents/pdf'
import { pictureIds, type Sheet } from './export/documents/sheet'
import type { DocumentWorkAnswer, DocumentWorkRequest, DocumentWorks } from './live/document-work'

/**
 * What is built from the bytes of a document, off the event loop: files, old versions, comparisons, and the change that
 * brings an old version back. Holds nothing between two questions.
 */
const WORKS: { [Kind in keyof DocumentWorks]: (ask: DocumentWorks[Kind]['ask']) => unknown } = {
  export: ({ format, sheet, updates }) => FORMATS[format]({ ...sheet, content: storedContent(updates) }),
  file: ({ format, sheet }) => FORMATS[format](sheet),
  pictures: ({ updates }) => pictureIds(storedContent(updates)),
  fold: ({ updates }) => foldedState(updates),
  read: ({ updates }) => readable(updates),
  compare: ({ before, after }) => compared(storedContent(before), storedContent(after)),
  restore: ({ state, updates }) => restoring(state, storedContent(updates)),
}

const FORMATS: Record<
  DocumentWorks['export']['ask']['format'],
  (sheet: Sheet) => Uint8Array | Promise<Uint8Array>
> = {
  docx: toDocx,
  pdf: toPdf,
  md: sheet => Buffer.from(toMarkdown(sheet)),
  html: sheet => Buffer.from(toHtml(sheet)),
}

parentPort?.on('message', ({ id, kind, ask }: DocumentWorkRequest) => {
  void answer(id, kind, ask).then(said => parentPort?.postMessage(said))
})

async function answer<Kind extends keyof DocumentWorks>(
  id: number,
  kind: Kind,
  ask: DocumentWorks[Kind]['ask'],
): Promise<DocumentWorkAnswer> {
  try {
    return { id, done: await WORKS[kind](ask) }
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) }
  }
}
