import crypto from 'node:crypto'
import { db } from '~server/database/client'
import { seedUpdate } from '~server/domain/documents/render'
import { sha256 } from '~server/domain/documents/storage'
import type { WholeNetwork } from '../whole-network'

/** What a marked string is: decides who may meet it (table.ts). */
export type Kind =
  /** Name of a unit that stands in no public list of authorities. */
  | 'unit'
  | 'person'
  | 'email'
  /** What a table has written, and what the table is called. */
  | 'text'
  | 'tablename'
  /** What somebody wrote for themselves in a round. */
  | 'own'
  /** What was laid on a table. */
  | 'released'
  /** What a table says to the hall, as it was shown. */
  | 'statement'
  /** What facilitators keep from the projector, and all that has not been shown yet. */
  | 'heldback'
  | 'theme'
  | 'gathering'
  | 'draft'
  | 'report'
  | 'row'
  | 'contact'
  /** To whom an invitation went, what it said, what was answered. */
  | 'invitee'
  | 'message'
  | 'answer'
  /** Somebody who is asked to become a member. */
  | 'newcomer'
  | 'reason'

/** A string that stands in one place of the world only. */
export interface Canary {
  kind: Kind
  /** Id of what it belongs to: unit, person, table's document, gathering, report, list, mailing, support access. */
  of: string
  /** The unit whose it is. */
  unit: string
}

const MARK = /kanari[a-z]+\d+x/g

/** Every marked string in a text, each once. */
export const canariesIn = (text: string): string[] => [...new Set(text.match(MARK) ?? [])]

/** Marks everything of the network that belongs to a unit. @returns the strings with what they are */
export async function mark(w: WholeNetwork): Promise<Map<string, Canary>> {
  const all = new Map<string, Canary>()
  const canary = (kind: Kind, of: string, unit: string): string => {
    const text = `kanari${kind}${all.size}x`
    all.set(text, { kind, of, unit })
    return text
  }
  await markUnits(canary)
  await markPeople(canary)
  await markGatherings(canary)
  await markRounds(canary)
  await markHarvests(canary)
  await markReports(canary)
  await markInvitations(canary)
  for (const { id, orgUnitId } of await db().importBatch.findMany()) {
    const text = canary('row', id, orgUnitId)
    const cells = { name: `Ola ${text}`, email: `${text}@example.org` }
    await db().importBatch.update({ where: { id }, data: { fileName: `${text}.xlsx` } })
    await db().importRow.updateMany({ where: { batchId: id }, data: { cells, value: cells } })
  }
  for (const { id, orgUnitId } of await db().supportAccess.findMany({ where: { id: { in: w.supports } } }))
    await db().supportAccess.update({ where: { id }, data: { reason: canary('reason', id, orgUnitId) } })
  return all
}

type Make = (kind: Kind, of: string, unit: string) => string

async function markUnits(canary: Make): Promise<void> {
  const own = { kind: { notIn: ['national' as const, 'county' as const, 'municipality' as const] } }
  const invented = { ...own, names: { some: { name: { in: NAMES } } } }
  for (const { id, kind } of await db().orgUnit.findMany({ where: invented })) {
    const name = `${kind} ${canary('unit', id, id)}`
    await db().orgUnitName.updateMany({ where: { orgUnitId: id }, data: { name } })
  }
  for (const { id, orgUnitId } of await db().orgUnitContact.findMany()) {
    const text = canary('contact', orgUnitId, orgUnitId)
    await db().orgUnitContact.update({ where: { id }, data: { name: text, email: `${text}@example.org` } })
  }
}

/** Units of the network that are no authorities; those of the registers and the demo are left as they are. */
const NAMES = [
  'Vestby skole',
  'Vestby andre skole',
  'Vestbygd skole',
  'Nordby skole',
  'PPT',
  'Stiftelsen',
  'Friskolen',
  'Alene skole',
]

async function markPeople(canary: Make): Promise<void> {
  const where = { OR: [{ name: { startsWith: 'Person ' } }] }
  for (const { id, email, grants } of await db().person.findMany({ where, include: { grants: true } })) {
    const unit = grants[0]?.orgUnitId ?? ''
    const name = `Kari ${canary('person', id, unit)}`
    const address = email === null ? null : `${canary('email', id, unit)}@example.org`
    await db().person.update({ where: { id }, data: { name, email: address } })
  }
}

async function markGatherings(canary: Make): Promise<void> {
  const where = { title: { startsWith: 'Samling ' }, joinCode: { startsWith: 'T' } }
  for (const { id, hostId } of await db().gathering.findMany({ where })) {
    const text = canary('gathering', id, hostId)
    const agenda = { create: { position: 0, kind: 'group' as const, title: `Økt ${text}` } }
    await db().gathering.update({ where: { id }, data: { title: text, place: `Sal ${text}`, agenda } })
    for (const table of await db().gatheringTable.findMany({ where: { gatheringId: id } })) {
      await db().gatheringTable.update({
        where: { id: table.id },
        data: { name: canary('tablename', id, hostId) },
      })
      const document = await db().document.findFirstOrThrow({ where: { ownerId: table.id } })
      await write(document.id, canary('text', document.id, hostId))
    }
  }
}

async function markRounds(canary: Make): Promise<void> {
  for (const { id: roundId, gathering } of await db().round.findMany({
    include: { gathering: { include: { seats: true } } },
  })) {
    for (const { personId, tableId } of gathering.seats) {
      const own = {
        id: crypto.randomUUID(),
        kind: 'point' as const,
        text: canary('own', personId, gathering.hostId),
      }
      await db().ownPoint.create({ data: { ...own, roundId, personId } })
      const text = canary('released', tableId, gathering.hostId)
      await db().releasedPoint.create({ data: { roundId, tableId, voice: 'unnamed', text } })
    }
  }
}

/** One gathering has shown nothing yet. */
async function markHarvests(canary: Make): Promise<void> {
  const gatherings = await db().gathering.findMany({
    where: { harvest: { isNot: null } },
    include: { tables: true },
  })
  for (const [at, { id, hostId, tables }] of gatherings.entries()) {
    const shown = at > 0
    const themeId = crypto.randomUUID()
    await db().harvest.update({ where: { gatheringId: id }, data: { revealedAt: shown ? new Date() : null } })
    const title = canary(shown ? 'theme' : 'heldback', id, hostId)
    await db().harvestTheme.create({ data: { id: themeId, gatheringId: id, title, position: 1 } })
    for (const { id: tableId } of tables)
      for (const hidden of [true, false]) {
        const text = canary(shown && !hidden ? 'statement' : 'heldback', id, hostId)
        const source = {
          kind: 'point' as const,
          sourceId: crypto.randomUUID(),
          sourceText: text,
          position: 1,
        }
        await db().statement.create({ data: { gatheringId: id, tableId, themeId, text, hidden, ...source } })
      }
  }
}

async function write(documentId: string, text: string): Promise<void> {
  const content = [{ type: 'paragraph', content: [{ type: 'text', text: `Vi mener ${text}` }] }]
  const bytes = new Uint8Array(seedUpdate({ type: 'doc', content }))
  const at = { documentId, epoch: 1, seq: 1, personId: null, connectionId: documentId, nFrom: 0, nTo: 0 }
  await db().documentUpdate.create({ data: { ...at, bytes, sha256: new Uint8Array(sha256(bytes)) } })
  await db().documentHead.update({ where: { documentId }, data: { seq: 1 } })
}

async function markReports(canary: Make): Promise<void> {
  for (const { id, orgUnitId, submittedAt } of await db().needsReport.findMany()) {
    const text = canary(submittedAt === null ? 'draft' : 'report', id, orgUnitId)
    await db().needsReport.update({ where: { id }, data: { text, decisionText: `Svar: ${text}` } })
  }
}

async function markInvitations(canary: Make): Promise<void> {
  for (const { id, issuerId } of await db().mailing.findMany())
    await db().mailing.update({ where: { id }, data: { message: canary('message', id, issuerId) } })
  for (const { id, orgUnitId } of await db().invitation.findMany()) {
    const [invitee, answer] = [canary('invitee', id, orgUnitId), canary('answer', id, orgUnitId)]
    const answered = { declineNote: answer, answeredBy: `Kari ${answer}` }
    await db().invitation.update({
      where: { id },
      data: { email: `${invitee}@example.org`, name: invitee, ...answered },
    })
  }
  for (const { id, orgUnitId } of await db().membershipInvitation.findMany()) {
    const text = canary('newcomer', id, orgUnitId)
    await db().membershipInvitation.update({
      where: { id },
      data: { name: text, email: `${text}@example.org` },
    })
  }
}
