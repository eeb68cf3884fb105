import { listCohorts } from '~server/domain/cohorts/cohorts'
import { getUnit } from '~server/domain/organisations/units'
import { unitPeople } from '~server/domain/people/members'
import { notFound } from '~server/domain/shared/errors'
import { localeOf } from '~/lib/i18n.server'
import type { PageArgs } from '~/lib/request'
import { cohortOptions } from '~/lib/texts'

/** What the forms that invite to a unit have to choose from. @throws DomainError `not_found` for whoever invites nobody */
export async function invitingTo({ actor, request, context, params, t }: PageArgs) {
  const id = params.id('unitId')
  const people = await unitPeople(actor, id)
  if (!people.can.manage) throw notFound()
  const unit = await getUnit(actor, id)
  const cohorts = people.can.assign ? await listCohorts(actor) : []
  return {
    unit: { id, name: unit.name },
    roles: [...people.roles, ...(cohorts.length > 0 ? (['resource_person'] as const) : [])],
    role: new URL(request.url).searchParams.get('rolle') ?? '',
    cohorts: cohortOptions(t, localeOf(request, context), cohorts),
  }
}

/** Which field a refusal belongs to. */
export const FIELD_OF = {
  'people.grantDoesNotFit': 'role',
  'people.ended': 'validTo',
  'people.tooManyLines': 'people',
}
