import crypto from 'node:crypto'
import { createCookies } from '~server/auth/cookies'
import { beginSession } from '~server/auth/lucia'
import type { Db, Prisma } from '~server/database/client'
import { UsageError, type Command } from './command'

const MOST = 20_000

/** Empty documents of the normal kind, and the headers of somebody who may write them: for load generators. */
export const benchPrepare: Command = {
  usage: 'bench:prepare --documents N',
  about: 'demo only: makes N documents that one person may write',
  async run({ env, options, database }) {
    if (env.mode !== 'demo') throw new UsageError('bench:prepare is for demo mode only.')
    const count = Number(options['documents'] ?? 1)
    if (!Number.isInteger(count) || count < 1 || count > MOST) {
      throw new UsageError(`--documents takes a whole number from 1 to ${MOST}.`)
    }
    const { db } = await database()
    const { personId, documents } = await prepare(db, count)
    const session = await beginSession(personId, 'bench')
    const cookie = createCookies(env).session.set(session.token, session.expiresAt).split(';')[0]
    const json = { documents, headers: { Cookie: cookie, Origin: env.origin } }
    return { json, lines: [JSON.stringify(json, null, 2)] }
  },
}

/** One gathering per document, because a person sits at one table of a gathering. */
async function prepare(db: Db, count: number): Promise<{ personId: string; documents: string[] }> {
  const cohort = await db.cohort.findFirst({ select: { id: true, hostId: true } })
  if (cohort === null)
    throw new UsageError('The demo network is not there: start the product once in demo mode.')
  const rows = Array.from({ length: count }, (_, index) => ({
    gatheringId: crypto.randomUUID(),
    tableId: crypto.randomUUID(),
    documentId: crypto.randomUUID(),
    index,
  }))
  return db.$transaction(
    async tx => {
      const { id: personId } = await tx.person.create({
        data: { name: 'Måler Fiktivsen' },
        select: { id: true },
      })
      await tx.gathering.createMany({ data: rows.map(row => gathering(row, cohort)) })
      await tx.gatheringTable.createMany({
        data: rows.map(row => ({ id: row.tableId, gatheringId: row.gatheringId, number: 1 })),
      })
      await tx.seat.createMany({
        data: rows.map(({ gatheringId, tableId }) => ({ gatheringId, tableId, personId })),
      })
      await tx.document.createMany({
        data: rows.map(row => ({ id: row.documentId, ownerKind: 'table' as const, ownerId: row.tableId })),
      })
      await tx.documentHead.createMany({ data: rows.map(row => ({ documentId: row.documentId })) })
      return { personId, documents: rows.map(row => row.documentId) }
    },
    { timeout: 60_000 },
  )
}

function gathering(
  row: { gatheringId: string; index: number },
  cohort: { id: string; hostId: string },
): Prisma.GatheringCreateManyInput {
  return {
    id: row.gatheringId,
    cohortId: cohort.id,
    hostId: cohort.hostId,
    level: 'local',
    title: `Måling ${row.index + 1}`,
    joinCode: crypto.randomBytes(9).toString('base64url'),
  }
}
