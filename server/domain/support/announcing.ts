import { db } from '~server/database/client'
import { unitNamesFor } from '../organisations/unit-names'
import { isId, validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'

/** What is told of a supporter's access, and to whom. */
export interface Announcement {
  who: string
  unit: string
  reason: string
  to: Date
  recipients: { email: string; locale: string | null }[]
}

/**
 * The leader of the unit, the coordinators above it and the data officers above it. For the job: asks nobody's rights.
 *
 * @returns null when there is no such access
 */
export async function announcementOf(accessId: string): Promise<Announcement | null> {
  if (!isId(accessId)) return null
  const access = await db().supportAccess.findUnique({
    where: { id: accessId },
    select: { orgUnitId: true, reason: true, validTo: true, person: { select: { name: true } } },
  })
  if (access === null) return null
  const { orgUnitId, reason, validTo, person } = access
  const above = { orgUnit: { descendants: { some: { descendantId: orgUnitId } } } }
  const people = await db().person.findMany({
    where: {
      disabledAt: null,
      email: { not: null },
      grants: {
        some: {
          cohortId: null,
          ...validAt(await databaseNow(db())),
          AND: {
            OR: [
              { role: 'leader', orgUnitId },
              { role: { in: ['municipality_coordinator', 'data_officer'] }, ...above },
            ],
          },
        },
      },
    },
    select: { email: true, locale: true },
  })
  const names = await unitNamesFor([orgUnitId])
  return {
    who: person.name,
    unit: names.get(orgUnitId) ?? '–',
    reason,
    to: validTo,
    recipients: people.flatMap(({ email, locale }) => (email === null ? [] : [{ email, locale }])),
  }
}
