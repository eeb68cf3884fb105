import { beforeAll } from 'vitest'
import { db, provideDb, type Db } from '~server/database/client'
import type { Network } from '../support/network'
import { useDatabase } from '../support/database'
import { aCohort, aGrant, anEnrolment, aPerson } from '../support/factories'
import { aCrossedNetwork, type CrossedNetwork } from './crossed-network'
import { addEdges } from './edges'

/** The crossed network with everything that units write, send and keep: who sees which of it is the question of these tests. */
export interface WholeNetwork extends CrossedNetwork {
  steps: string[]
  reports: string[]
  mailings: string[]
  invitations: string[]
  batches: string[]
  supports: string[]
  memberships: string[]
  /** One per gathering, in the same order. */
  rounds: string[]
  /** Who runs each cohort. */
  hosts: Map<string, string>
  /** What each row is called in tables of expectations. */
  called: Map<string, string>
}

const text = (nb: string) => ({ nb, nn: nb, en: nb })
const DAY = 24 * 3_600_000

export async function aWholeNetwork(): Promise<WholeNetwork> {
  const crossed = await aCrossedNetwork()
  const { n } = crossed
  // In the one a town may still answer and its school has said no; the other one has lost its only unit of the west.
  const asked = await aCohort({ host: n.south, enrolled: [n.southTown] })
  await anEnrolment(asked, n.westTown, 'invited')
  await anEnrolment(asked, n.westTownSchool, 'declined')
  const left = await aCohort({ host: n.south })
  await anEnrolment(left, n.westVillage, 'withdrawn')
  const w = { ...crossed, cohorts: [...crossed.cohorts, asked, left] }
  const [, countyCohort = ''] = w.cohorts
  await followingThatDoesNotCount(w)
  const called = new Map<string, string>()
  const name = async (id: string | Promise<string>, words: string): Promise<string> => {
    called.set(await id, words)
    return id
  }
  const steps = [await aStep(n.cohort), await aStep(countyCohort), await aStep(left)]
  const report = (step: number, orgUnitId: string, submitted: boolean) =>
    aReport(steps[step] ?? '', orgUnitId, submitted)
  const reports = [
    await name(report(0, n.westTown, false), 'draft of Vestby'),
    await name(report(0, n.westVillage, true), 'report of Vestbygd'),
    await name(report(0, n.northTown, true), 'report of Nordby'),
    await name(report(1, n.northTown, true), 'report of Nordby to Vest'),
    await name(report(1, n.westTown, true), 'report of Vestby to Vest'),
    await name(report(2, n.westVillage, true), 'report of Vestbygd to Sør'),
  ]
  const sent = [
    await aMailingOf(n.cohort, n.national, 'county', [n.south]),
    await aMailingOf(n.cohort, n.west, 'municipality', [n.westOutside]),
    await aMailingOf(n.cohort, n.westTown, 'unit', [n.westTownOtherSchool]),
    await aMailingOf(n.cohort, n.northTown, 'unit', [n.northTownSchool]),
    await aMailingOf(countyCohort, n.west, 'municipality', [n.southTown]),
    await aMailingOf(n.cohort, n.national, 'county', [n.west]),
    await aMailingOf(n.cohort, n.west, 'municipality', [n.westTown]),
    await aMailingOf(n.cohort, n.westTown, 'unit', [n.westTownSchool]),
  ]
  for (const [at, words] of [
    'the state',
    'Vest',
    'Vestby',
    'Nordby',
    'Vest to its own',
    'the state to Vest',
    'Vest to Vestby',
    'Vestby to its school',
  ].entries()) {
    await name(sent[at]?.mailing ?? '', `mailing of ${words}`)
    await name(sent[at]?.invitation ?? '', `invitation by ${words}`)
  }
  const batches = [
    await name(aBatch(w, n.west, 'west adviser', n.cohort), 'list of Vest'),
    await name(aBatch(w, n.westTown, 'westTown', n.cohort), 'list of Vestby'),
    await name(aBatch(w, n.northTown, 'northTown', null), 'list of Nordby'),
    // Whoever brought it is at the county no longer.
    await name(aBatch(w, n.south, 'nobody', null), 'list of Sør'),
  ]
  const supports = [
    await name(aSupport(n, n.westTownSchool), 'support at Vestby skole'),
    await name(aSupport(n, n.northTown), 'support at Nordby'),
  ]
  const memberships: string[] = []
  for (const unit of [n.westTownSchool, n.northTownSchool, n.westTown, n.north])
    memberships.push(await aMembership(unit))
  await db().orgUnitContact.createMany({
    data: w.units.map(orgUnitId => ({
      orgUnitId,
      name: 'Kontakt',
      email: `kontakt-${orgUnitId}@example.org`,
    })),
  })
  for (const { orgUnitId, name: words } of await db().orgUnitName.findMany()) called.set(orgUnitId, words)
  called.set(n.cohort, 'the nationwide cohort').set(countyCohort, 'the cohort of Vest')
  called.set(asked, 'Sør’s first').set(left, 'Sør’s second')
  const hosts = await db().cohort.findMany({ select: { id: true, hostId: true } })
  const gatherings = [
    'national',
    'of Vest',
    'of Nordby',
    'of Friskolen',
    'of Vest’s own',
    'of Nordby in Vest’s',
    'wide in Vest’s',
  ]
  for (const [at, words] of gatherings.entries()) called.set(w.gatherings[at] ?? '', words)
  const rounds: string[] = []
  for (const gatheringId of w.gatherings) {
    const data = { gatheringId, title: 'Runde', prompts: ['Hva så dere?'] }
    const { id } = await db().round.create({ data, select: { id: true } })
    rounds.push(await name(id, `round ${called.get(gatheringId) ?? ''}`))
  }
  await db().harvest.createMany({ data: w.gatherings.map(gatheringId => ({ gatheringId })) })
  const ids = (of: 'mailing' | 'invitation') => sent.map(each => each[of])
  return {
    ...w,
    steps,
    reports,
    mailings: ids('mailing'),
    invitations: ids('invitation'),
    batches,
    supports,
    memberships,
    rounds,
    hosts: new Map(hosts.map(({ id, hostId }) => [id, hostId])),
    called,
  }
}

/** Rows of whoever follows a school that are no assignments as its resource person now. */
async function followingThatDoesNotCount({ n, cast }: CrossedNetwork): Promise<void> {
  const person = cast['resource']?.personId ?? ''
  const { cohort } = n
  await aGrant(person, 'resource_person', n.westVillageSchool, { cohort, to: new Date(Date.now() - 1_000) })
  await aGrant(person, 'ppt_adviser', n.westVillageSchool, { cohort })
  await aGrant(person, 'resource_person', n.westTown)
}

async function aStep(cohortId: string): Promise<string> {
  const days = { opensOn: new Date('2018-01-01'), dueOn: new Date('2099-02-01') }
  const data = { cohortId, key: 'needs', kind: 'report' as const, year: 2018, ...days }
  return (await db().cycleStep.create({ data: { ...data, title: text('Behov'), lead: text('') } })).id
}

async function aReport(stepId: string, orgUnitId: string, submitted: boolean): Promise<string> {
  const decided = { submittedAt: new Date(), outcome: 'partly' as const, decidedAt: new Date() }
  const data = { stepId, orgUnitId, text: 'Vi trenger', decisionText: submitted ? 'Vi kan' : '' }
  return (await db().needsReport.create({ data: { ...data, ...(submitted ? decided : {}) } })).id
}

async function aMailingOf(
  cohortId: string,
  issuerId: string,
  step: 'county' | 'municipality' | 'unit',
  units: readonly string[],
): Promise<{ mailing: string; invitation: string }> {
  const common = { cohortId, issuerId, deadline: new Date('2099-06-01') }
  const { id: mailingId } = await db().mailing.create({
    data: { ...common, step, message: 'Bli med', reminderDays: [14] },
  })
  let invitation = ''
  for (const orgUnitId of units) {
    const answer = {
      status: 'declined' as const,
      declineReason: 'capacity',
      declineNote: 'Ikke nå',
      answeredBy: 'Kari',
    }
    const email = `invitert-${orgUnitId}@example.org`
    const data = { ...common, ...answer, mailingId, orgUnitId, email, name: 'Invitert', sentAt: new Date() }
    invitation = (await db().invitation.create({ data: { ...data, answeredAt: new Date() } })).id
  }
  return { mailing: mailingId, invitation }
}

async function aBatch(
  w: WholeNetwork | CrossedNetwork,
  orgUnitId: string,
  by: string,
  cohortId: string | null,
) {
  const personId = w.cast[by]?.personId ?? ''
  const of = {
    kind: 'participants' as const,
    fileName: 'deltakere.xlsx',
    status: 'preview' as const,
    total: 1,
  }
  const cells = { name: 'Ola Rad', email: 'ola.rad@example.org' }
  const row = { position: 0, row: 2, result: 'error' as const, reasons: [], cells, value: cells }
  const data = { personId, orgUnitId, cohortId, ...of, rows: { create: row } }
  return (await db().importBatch.create({ data })).id
}

async function aSupport(n: Network, orgUnitId: string): Promise<string> {
  const personId = await aPerson({ role: 'administrator', unit: n.national })
  const validTo = new Date(Date.now() + DAY)
  const grant = await db().grant.create({ data: { personId, orgUnitId, role: 'support', validTo } })
  const data = { personId, orgUnitId, reason: 'Hjelp med pålogging', grantId: grant.id, validTo }
  return (await db().supportAccess.create({ data })).id
}

async function aMembership(orgUnitId: string): Promise<string> {
  const expiresAt = new Date('2099-06-01')
  const data = {
    orgUnitId,
    role: 'teacher' as const,
    name: 'Ny Lærer',
    email: `ny-${orgUnitId}@example.org`,
    expiresAt,
  }
  return (await db().membershipInvitation.create({ data })).id
}

let kept: { db: Db; w: WholeNetwork } | null = null

/** For whoever asks the same questions many times over: the network stays, and is only read. */
export function keepWholeNetwork(w: WholeNetwork): void {
  kept = { db: db(), w }
}

/** A whole network of this test file's own, or the one that is kept. The fields are there from `beforeAll` on. */
export function useWholeNetwork(): WholeNetwork {
  const w = {} as WholeNetwork
  if (kept === null) {
    useDatabase()
    beforeAll(async () => {
      const network = await aWholeNetwork()
      await addEdges(network)
      Object.assign(w, network)
    })
  } else {
    const { db: its, w: network } = kept
    beforeAll(() => {
      provideDb(its)
      Object.assign(w, network)
    })
  }
  return w
}
