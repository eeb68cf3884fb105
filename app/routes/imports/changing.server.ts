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

type Work = (actor: Actor, batchId: string, fields: FormData) => Promise<ImportAnswer | undefined>

/** By the button that was pressed. */
const WORKS = new Map<string, Work>([
  ['correct', async (actor, id, fields) => void (await correctRow(actor, id, read(fields, correctionForm)))],
  [
    'as-read',
    async (actor, id, fields) => void (await undoCorrection(actor, id, read(fields, rowForm).position)),
  ],
  [
    'take',
    async (actor, id, fields) => void (await leaveOut(actor, id, read(fields, rowForm).position, false)),
  ],
  [
    'leave',
    async (actor, id, fields) => void (await leaveOut(actor, id, read(fields, rowForm).position, true)),
  ],
  ['take-kind', async (actor, id, fields) => void (await takeAll(actor, id, read(fields, kindForm).code))],
  ['take-all', async (actor, id) => void (await takeAll(actor, id, null))],
  [
    'headings',
    async (actor, id, fields) =>
      void (await rememberHeadings(actor, id, read(fields, headingsForm).meanings)),
  ],
  [
    'confirm',
    async (actor, id, fields) => void (await confirmBatch(actor, id, read(fields, confirmForm).version)),
  ],
  ['undo', async (actor, id) => ({ ...DONE, blocked: await undoBatch(actor, id) })],
  [
    'discard',
    async (actor, id) => {
      await discardBatch(actor, id)
      return { ...DONE, gone: true }
    },
  ],
])

/** Does what a button of the page says. A refusal with a sentence of its own stays on the page. */
export async function changeImport(actor: Actor, batchId: string, request: Request): Promise<ImportAnswer> {
  const fields = await request.formData()
  const intent = fields.get('intent')
  const work = typeof intent === 'string' ? WORKS.get(intent) : undefined
  if (work === undefined) throw new DomainError('not_found')
  try {
    return (await work(actor, batchId, fields)) ?? DONE
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
