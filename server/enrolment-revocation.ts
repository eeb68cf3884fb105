import type { Handlers } from '~server/outbox/drain'
import type { Rechecks } from './revocation'

/** A unit came into a cohort or left it → whoever sees the cohort because of that unit is asked about again at once. */
export function enrolmentHandlers(
  connections: readonly Rechecks[],
  peopleAffected: (orgUnitIds: readonly string[]) => Promise<string[]>,
): Handlers {
  const units = async (orgUnitIds: readonly string[]): Promise<void> => {
    for (const personId of await peopleAffected(orgUnitIds))
      await Promise.all(connections.map(each => each.recheck({ personId })))
  }
  const one = (event: { payload: { orgUnitId: string } }): Promise<void> => units([event.payload.orgUnitId])
  const many = (event: { payload: { orgUnitIds: string[] } }): Promise<void> =>
    units(event.payload.orgUnitIds)
  return {
    'cohort.units_enrolled': [many],
    'enrolment.undone': [many],
    'enrolment.changed': [one],
    'invitation.answered': [one],
    'invitation.expired': [one],
  }
}
