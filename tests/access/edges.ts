import { db } from '~server/database/client'
import { aGathering, aGrant, anActor, anEnrolment, aSeat, aTable, aUnit } from '../support/factories'
import { TODAY, TOMORROW } from './clock'
import type { WholeNetwork } from './whole-network'

/** What stands just beside a rule, so that it counts by one condition alone, or by one does not. */
export async function addEdges(w: WholeNetwork): Promise<void> {
  const { n, called } = w
  const [, ours = '', asked = ''] = w.cohorts
  // A school that no municipality owns, and something in a municipality that is no school.
  called.set(await aUnit({ name: 'Vest videregående', below: n.west }), 'Vest videregående')
  called.set(
    await aUnit({ kind: 'network_organisation', name: 'Nettverket', below: n.westTown }),
    'Nettverket',
  )
  // Whoever runs a cohort may take part in it.
  await anEnrolment(ours, n.west)
  const edges = {
    'of Vestby skole': await aGathering({ cohort: n.cohort, host: n.westTownSchool, level: 'local' }),
    'of Vestby in Sør’s first': await aGathering({ cohort: asked, host: n.westTown, level: 'network' }),
    'once of Nordby': await aGathering({ cohort: n.cohort, host: n.northTown, level: 'local' }),
  }
  for (const [words, id] of Object.entries(edges)) called.set(id, words)
  w.gatherings.push(...Object.values(edges))
  const left = await aTable({ gathering: edges['once of Nordby'] })
  await aSeat(left, w.cast['former teacher']?.personId ?? '', { to: new Date(Date.now() - 1_000) })
  await services(w)
  w.cast['village teacher'] = await anActor('teacher', n.westVillageSchool)
  // No rule gives a guest a role; if one had it, it would not count.
  await aGrant(w.cast['guest']?.personId ?? '', 'teacher', n.westTownSchool)
}

/** One service serves Nordby no longer, the other one today for the last time. */
async function services({ n, cast, called }: WholeNetwork): Promise<void> {
  const until = { 'until today': TODAY, 'until tomorrow': TOMORROW }
  for (const [words, validTo] of Object.entries(until)) {
    const service = await aUnit({ kind: 'ppt', name: `PPT ${words}` })
    called.set(service, `PPT ${words}`)
    await db().orgUnitRelation.create({
      data: { parentId: service, childId: n.northTown, kind: 'serves', validTo },
    })
    await anEnrolment(n.cohort, service)
    cast[`adviser of a service ${words}`] = await anActor('ppt_adviser', service)
  }
}
