import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~server/database/client'
import { eventsOf } from '../../../tests/support/factories'
import { aCast, aNetwork, CAST, type Cast, type Network } from '../../../tests/support/network'
import { useDatabase } from '../../../tests/support/database'
import { readProgramme } from '../../../prisma/programmes/read'
import { createCohort } from './cohorts'
import { loadProgramme } from './programmes'
import { decideReport, getStep, listSteps, saveReport } from './reports'
import type { NewDecision } from './schema'

useDatabase()

let n: Network
let cast: Cast
/** A report step and a decision step of the same year, both open today. */
let needs: string
let decision: string

const DAY_MS = 86_400_000
const inDays = (days: number): Date => new Date(new Date().setUTCHours(0, 0, 0, 0) + days * DAY_MS)
const text = { nb: 'Meld behov', nn: 'Meld behov', en: 'Report needs' }

async function aStep(
  kind: 'report' | 'decision',
  opensOn = inDays(-30),
  dueOn = inDays(30),
): Promise<string> {
  const data = { cohortId: n.cohort, key: `${kind}_step`, kind, year: 2027, title: text, lead: text }
  return (await db().cycleStep.create({ data: { ...data, opensOn, dueOn } })).id
}

beforeEach(async () => {
  n = await aNetwork()
  cast = await aCast(n)
  needs = await aStep('report')
  decision = await aStep('decision')
})

const write = (submit: boolean, words = 'Vi trenger støtte i overgangene.') =>
  saveReport(cast.westTown, needs, { orgUnitId: n.westTown, text: words, submit })
const decide = (reportId: string, outcome: NewDecision['outcome'] = 'supported') =>
  decideReport(cast.state, decision, { reportId, outcome, decisionText: 'Dere får støtte.' })
const read = async (who: keyof Cast) => {
  const step = await getStep(cast[who], needs)
  return [...step.own.flatMap(({ report }) => report ?? []), ...step.others].map(report => report.text)
}

describe('a programme is what its file says', () => {
  test('the second kind brings its yearly steps along, and the first has none', async () => {
    const programme = (slug: string) => db().$transaction(tx => loadProgramme(tx, readProgramme(slug)))
    const found = async (slug: string) => {
      const { id } = await programme(slug)
      const form = { programmeId: id, hostId: n.west, startsOn: '2026-08', number: undefined }
      return listSteps(cast.west, (await createCohort(cast.west, form)).id)
    }
    expect(await found('inkluderende-miljo')).toEqual([])
    const steps = await found('lokal-kompetanseutvikling')
    expect(steps.map(({ kind, dueOn }) => [kind, dueOn.toISOString().slice(0, 10)])).toEqual([
      ['report', '2027-02-28'],
      ['decision', '2027-04-30'],
      ['report', '2028-02-29'],
      ['decision', '2028-04-30'],
    ])
  })

  test('loading the same file again makes no second programme', async () => {
    const load = () => db().$transaction(tx => loadProgramme(tx, readProgramme('inkluderende-miljo')))
    const first = await load()
    expect(await load()).toEqual({ id: first.id, created: false })
  })
})

describe('a municipality reports', () => {
  test('a draft is read by nobody but its own municipality', async () => {
    await write(false)
    for (const who of CAST) {
      const seen = read(who).catch(() => [])
      expect(await seen, who).toHaveLength(who === 'westTown' ? 1 : 0)
    }
  })

  test('handed over it is read by whoever decides and by its own county, and by no other', async () => {
    await write(true)
    const readers: (keyof Cast)[] = ['state', 'west', 'westTown']
    for (const who of CAST) {
      const seen = read(who).catch(() => [])
      expect(await seen, who).toHaveLength(readers.includes(who) ? 1 : 0)
    }
  })

  test('only the municipality itself writes in its name', async () => {
    for (const who of CAST.filter(who => who !== 'westTown')) {
      const form = { orgUnitId: n.westTown, text: 'Ikke mitt', submit: false }
      await expect(saveReport(cast[who], needs, form), who).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await db().needsReport.count({ where: { stepId: needs } })).toBe(0)
  })

  test('changing it keeps it handed over', async () => {
    await write(true)
    await write(false, 'Vi trenger mer tid.')
    const [own] = (await getStep(cast.westTown, needs)).own
    expect(own?.report).toMatchObject({ text: 'Vi trenger mer tid.', late: false })
    expect(own?.report?.submittedAt).not.toBeNull()
  })

  test('nothing is handed over with nothing in it', async () => {
    await expect(write(true, '')).rejects.toMatchObject({ reason: 'cohorts.reportEmpty' })
  })

  test('before the step opens there is nothing to write, after its last day it is late and counts', async () => {
    await db().cycleStep.update({
      where: { id: needs },
      data: { opensOn: inDays(2), dueOn: inDays(10) },
    })
    await expect(write(true)).rejects.toMatchObject({ reason: 'cohorts.stepNotOpen' })
    await db().cycleStep.update({
      where: { id: needs },
      data: { opensOn: inDays(-20), dueOn: inDays(-2) },
    })
    await write(true)
    expect((await getStep(cast.state, needs)).others).toMatchObject([{ late: true }])
  })

  test('two savings at the same moment leave one report', async () => {
    await Promise.all([write(false, 'Den ene'), write(true, 'Den andre'), write(false, 'Den tredje')])
    expect(await db().needsReport.count({ where: { stepId: needs } })).toBe(1)
  })
})

describe('the forum decides', () => {
  test('whoever runs the cohort answers each municipality, which then sees it', async () => {
    const { id } = await write(true)
    await decide(id, 'partly')
    const [own] = (await getStep(cast.westTown, decision)).own
    expect(own?.report?.decision).toMatchObject({ outcome: 'partly', text: 'Dere får støtte.' })
    expect(await eventsOf('report.decided')).toContainEqual({
      reportId: id,
      stepId: needs,
      orgUnitId: n.westTown,
    })
  })

  test('what has been decided on is no longer changed', async () => {
    const { id } = await write(true)
    await decide(id)
    await expect(write(true, 'En annen tekst')).rejects.toMatchObject({ reason: 'cohorts.reportDecided' })
  })

  test('a draft cannot be decided on', async () => {
    const { id } = await write(false)
    await expect(decide(id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('the county reads, but does not decide; to all others the report is not there', async () => {
    const { id } = await write(true)
    for (const who of CAST.filter(who => who !== 'state')) {
      const answer = decideReport(cast[who], decision, {
        reportId: id,
        outcome: 'supported',
        decisionText: '',
      })
      const code = ['west', 'westTown'].includes(who) ? 'forbidden' : 'not_found'
      await expect(answer, who).rejects.toMatchObject({ code })
    }
  })

  test('a report of another year is not decided on by way of this step', async () => {
    const { id } = await write(true)
    const data = { cohortId: n.cohort, key: 'decision_step', kind: 'decision' as const, year: 2028 }
    const other = await db().cycleStep.create({
      data: { ...data, title: text, lead: text, opensOn: inDays(0), dueOn: inDays(1) },
    })
    const answer = decideReport(cast.state, other.id, { reportId: id, outcome: 'not_now', decisionText: '' })
    await expect(answer).rejects.toMatchObject({ code: 'not_found' })
  })
})
