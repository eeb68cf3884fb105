import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { db } from '~server/database/client'
import { createBatch, discardBatch, getBatch, importChoices } from '~server/domain/cohorts/imports/batches'
import { confirmBatch, summarise, writeBatch } from '~server/domain/cohorts/imports/confirm'
import { takeAll } from '~server/domain/cohorts/imports/corrections'
import { actorNow } from '~server/domain/cohorts/imports/maker'
import { readBatch } from '~server/domain/cohorts/imports/reading'
import { storedRows, type StoredRow } from '~server/domain/cohorts/imports/rows'
import { changesAnything, type Summary } from '~server/domain/cohorts/imports/summary'
import { findByEmail } from '~server/domain/people/people'
import type { Actor } from '~server/domain/shared/actor'
import { readList } from '~server/files/lists/read'
import { refusalText, REFUSALS } from '~server/files/lists/refused'
import { UsageError } from './command'

interface Wanted {
  file: string
  bytes: Buffer
  /** Address of whoever answers for it: it is written with their rights, and stands among their lists. */
  as: string
  /** Number of the county, where they speak for several. */
  county: string | null
  /** Rows with remarks are written too; otherwise they are left out, as on the page. */
  withRemarks: boolean
}

interface Written {
  rows: StoredRow[]
  /** What was written, in numbers; null = nothing, and `refused` says why. */
  written: Summary | null
  refused: string | null
  /** Rows with remarks that nobody took along. */
  leftOut: number
}

/**
 * Brings a list, and says yes to it, on behalf of somebody: the same way as on the page, at once and beside a running
 * server, which never reads or writes the same list at the same time.
 */
export async function writeList({ file, bytes, as, county, withRemarks }: Wanted): Promise<Written> {
  const actor = await actorOf(as)
  const orgUnitId = await unitFor(actor, as, county)
  const list = { fileName: path.basename(file), bytes: new Uint8Array(bytes) }
  const { id } = await createBatch(actor, { kind: 'units', orgUnitId }, list)
  await readBatch(id, (content, name) => readList(content, name))
  const { status, problem } = await settled(actor, id, 'waiting')
  if (status === 'failed') throw new UsageError(sentence(problem))
  const rows: StoredRow[] = []
  for await (const some of storedRows(actor, id)) rows.push(...some)
  const has = (result: StoredRow['result']): number => rows.filter(row => row.result === result).length
  const [errors, remarks] = [has('error'), has('warn')]
  if (errors > 0) {
    await discardBatch(actor, id)
    const refused = `Rows with errors: ${errors}. Nothing was written. Correct them, and bring the list again.`
    return { rows, written: null, refused, leftOut: 0 }
  }
  if (withRemarks) await takeAll(actor, id, null)
  return { rows, leftOut: withRemarks ? 0 : remarks, ...(await sayYes(actor, id)) }
}

async function actorOf(email: string): Promise<Actor> {
  const account = await findByEmail(email)
  if (account === null) throw new UsageError(`Nobody who can sign in has the address ${email}.`)
  return db().$transaction(tx => actorNow(tx, account.id))
}

async function unitFor(actor: Actor, email: string, county: string | null): Promise<string> {
  const { units } = await importChoices(actor)
  const numbered = await db().orgUnitCode.findMany({
    where: { system: 'no-county', code: county ?? '', orgUnitId: { in: units.map(({ id }) => id) } },
    select: { orgUnitId: true },
  })
  const fitting = county === null ? units.map(({ id }) => id) : numbered.map(({ orgUnitId }) => orgUnitId)
  const [only, another] = fitting
  if (only === undefined) throw new UsageError(`${email} does not bring lists there.`)
  if (another !== undefined)
    throw new UsageError(`${email} brings lists for several: say for which county, like --county 39.`)
  return only
}

/** A running server may have begun to read or write it a moment before us: then it is waited for. */
async function settled(actor: Actor, id: string, busy: 'waiting' | 'writing') {
  for (;;) {
    const batch = await getBatch(actor, id)
    if (batch.status !== busy) return batch
    await pause(200)
  }
}

/** A list that changes nothing is not kept. */
async function sayYes(actor: Actor, id: string): Promise<Pick<Written, 'written' | 'refused'>> {
  const summary = await summarise(actor, id)
  if (!changesAnything(summary)) {
    await discardBatch(actor, id)
    return { written: summary, refused: null }
  }
  await confirmBatch(actor, id, (await getBatch(actor, id)).version)
  await writeBatch(id)
  const { status } = await settled(actor, id, 'writing')
  if (status === 'done') return { written: summary, refused: null }
  const refused = 'Something changed meanwhile. Nothing was written; the list waits on the page “Lister”.'
  return { written: null, refused }
}

function sentence(problem: string | null): string {
  const reason = REFUSALS.find(each => each === problem) ?? 'damaged'
  return refusalText(reason, 'nb')
}
