import { afterEach, expect, test } from 'vitest'
import { useDatabase } from '../tests/support/database'
import { aCast, aNetwork, type Cast, type Network } from '../tests/support/network'
import { keptLog } from '../tests/support/log'
import { until } from '../tests/support/until'
import { peopleAffected } from './domain/cohorts/affected'
import { changeEnrolment, enrolUnits, undoEnrolment } from './domain/cohorts/enrolments'
import { enrolmentHandlers } from './enrolment-revocation'
import { startDrain } from './outbox/drain'

const database = useDatabase()
let stop: (() => Promise<void>) | null = null
afterEach(async () => {
  await stop?.()
  stop = null
})

async function watched(): Promise<{ n: Network; cast: Cast; asked: Set<string> }> {
  const n = await aNetwork()
  const cast = await aCast(n)
  const asked = new Set<string>()
  const recheck = async ({ personId = '' }): Promise<void> => void asked.add(personId)
  const handlers = enrolmentHandlers([{ recheck }], peopleAffected)
  const drain = startDrain({ pool: database.pool, listen: database.app, handlers, log: keptLog() })
  stop = () => drain.stop()
  return { n, cast, asked }
}

test('when a school is taken out of a cohort, its people and those above are asked about again, and nobody else', async () => {
  const { n, cast, asked } = await watched()
  await changeEnrolment(cast.westTown, n.cohort, n.westTownSchool, 'withdrawn')
  await until('its teacher is asked about', () => asked.has(cast.teacher.personId))
  await until('and the county', () => asked.has(cast.west.personId))
  for (const who of ['leader', 'resource', 'westTown'] as const)
    expect(asked, who).toContain(cast[who].personId)
  for (const who of ['northTeacher', 'otherTeacher', 'north', 'northTown'] as const)
    expect(asked, who).not.toContain(cast[who].personId)
})

test('enrolling and undoing ask again too', async () => {
  const { n, cast, asked } = await watched()
  await enrolUnits(cast.westTown, n.cohort, [n.westTownOtherSchool])
  await until('the teacher there is asked about', () => asked.has(cast.otherTeacher.personId))
  asked.clear()
  await undoEnrolment(cast.westTown, n.cohort, [n.westTownOtherSchool])
  await until('and again', () => asked.has(cast.otherTeacher.personId))
})
