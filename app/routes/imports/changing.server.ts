import { parseWithZod } from '@conform-to/zod/v4'
import type { ZodType, output } from 'zod'
import { discardBatch } from '~server/domain/cohorts/imports/batches'
import type { Blocker } from '~server/domain/cohorts/imports/blockers'
import { confirmBatch } from '~server/domain/cohorts/imports/confirm'
import { correctRow, leaveOut, takeAll, undoCorrection } from '~server/domain/cohorts/imports/corrections'
import { rememberHeadings } from '~server/domain/cohorts/imports/headings'
import {
  confirmForm,
  correctionForm,
  headingsForm,
  kindForm,
  rowForm,
} from '~server/domain/cohorts/imports/schema'
import { undoBatch } from '~server/domain/cohorts/imports/undo'
import type { Actor } from '~server/domain/shared/actor'
import { DomainError, isDomainError } from '~server/domain/shared/errors'

/** What became of what was asked for. */
export interface ImportAnswer {
  /** Key of a sentence: why it was not done. */
  problem: string | null
  /** What stands in the way of undoing. */
  blocked: Blocker[]
  /** The list is not there any more. */
  gone: boolean
}

const DONE: ImportAnswer = { problem: null, blocked: [], gone: false }

type Change = (actor: Actor, batchId: string, fields: FormData) => Promise<void>

/** By the button that was pressed. */
const CHANGES = new Map<string, Change>([
  ['correct', (actor, id, fields) => correctRow(actor, id, read(fields, correctionForm))],
  ['as-read', (actor, id, fields) => undoCorrection(actor, id, read(fields, rowForm).position)],
  ['take', (actor, id, fields) => leaveOut(actor, id, read(fields, rowForm).position, false)],
  ['leave', (actor, id, fields) => leaveOut(actor, id, read(fields, rowForm).position, true)],
  ['take-kind', (actor, id, fields) => takeAll(actor, id, read(fields, kindForm).code)],
  ['take-all', (actor, id) => takeAll(actor, id, null)],
  ['headings', (actor, id, fields) => rememberHeadings(actor, id, read(fields, headingsForm).meanings)],
  ['confirm', (actor, id, fields) => confirmBatch(actor, id, read(fields, confirmForm).version)],
  ['discard', (actor, id) => discardBatch(actor, id)],
])

/** Does what a button of the page says. A refusal with a sentence of its own stays on the page. */
export async function changeImport(actor: Actor, batchId: string, request: Request): Promise<ImportAnswer> {
  const fields = await request.formData()
  const intent = fields.get('intent')
  const change = typeof intent === 'string' ? CHANGES.get(intent) : undefined
  if (change === undefined && intent !== 'undo') throw new DomainError('not_found')
  try {
    if (change === undefined) return { ...DONE, blocked: await undoBatch(actor, batchId) }
    await change(actor, batchId, fields)
    return { ...DONE, gone: intent === 'discard' }
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'conflict') throw error
    return { ...DONE, problem: error.reason }
  }
}

/** @throws DomainError `not_found` for what no form of ours sends */
function read<Schema extends ZodType>(fields: FormData, schema: Schema): output<Schema> {
  const submission = parseWithZod(fields, { schema, disableAutoCoercion: true })
  if (submission.status !== 'success') throw new DomainError('not_found')
  return submission.value
}
