import { expect, test } from 'vitest'
import { paperActor } from '../../../tests/support/factories'
import type { Role } from '../shared/actor'
import {
  canCreateCohort,
  canEnrol,
  canEnrolSomebody,
  canFoundCohorts,
  canReport,
  type CohortFacts,
} from './policy'

const unit = (id: string, kind: string, ...above: string[]) => ({ id, kind, ancestorIds: [id, ...above] })
const county = unit('county', 'county')
const town = unit('town', 'municipality', 'county')
const school = unit('school', 'school', 'town', 'county')
const foreign = unit('foreign', 'municipality', 'otherCounty')
const units = { county, town, school, foreign }

const nationwide: CohortFacts = { hostId: 'state', enrolledIds: ['county', 'town', 'school'] }
const withoutUs: CohortFacts = { hostId: 'state', enrolledIds: [] }
const ours: CohortFacts = { hostId: 'county', enrolledIds: [] }

type Row = [role: Role, at: string, cohort: CohortFacts, enrols: (keyof typeof units)[]]
test.each<Row>([
  ['national_adviser', 'state', nationwide, ['county', 'town', 'school', 'foreign']],
  ['national_adviser', 'state', ours, []],
  ['county_adviser', 'county', nationwide, ['town', 'school']],
  ['county_adviser', 'county', ours, ['town', 'school']],
  ['county_adviser', 'county', withoutUs, []],
  ['county_adviser', 'otherCounty', nationwide, []],
  ['municipality_coordinator', 'town', nationwide, ['school']],
  ['municipality_coordinator', 'town', ours, []],
  ['municipality_coordinator', 'foreign', nationwide, []],
  ['leader', 'school', nationwide, []],
  ['teacher', 'school', nationwide, []],
  ['assistant', 'school', nationwide, []],
  ['ppt_adviser', 'town', nationwide, []],
  ['resource_person', 'school', nationwide, []],
  ['administrator', 'state', nationwide, []],
])('%s at %s, cohort %o: enrols %o', (role, orgUnitId, cohort, enrols) => {
  const actor = paperActor({ role, orgUnitId })
  const yes = Object.entries(units).filter(([, facts]) => canEnrol(actor, cohort, facts))
  expect(yes.map(([name]) => name)).toEqual(enrols)
  if (enrols.length > 0) expect(canEnrolSomebody(actor, cohort)).toBe(true)
})

test.each<[Role, string, boolean]>([
  ['national_adviser', 'state', true],
  ['county_adviser', 'state', true],
  ['county_adviser', 'county', false],
  ['municipality_coordinator', 'state', false],
  ['leader', 'state', false],
  ['teacher', 'state', false],
])('%s at %s founds a cohort of the state: %s', (role, orgUnitId, yes) => {
  expect(canCreateCohort(paperActor({ role, orgUnitId }), 'state')).toBe(yes)
  expect(canFoundCohorts(paperActor({ role, orgUnitId }))).toBe(role.endsWith('adviser'))
})

test('an assignment is no membership', () => {
  const actor = paperActor({ role: 'county_adviser', orgUnitId: 'county', cohortId: 'x' })
  expect(canEnrol(actor, nationwide, town)).toBe(false)
  expect(canCreateCohort(actor, 'county')).toBe(false)
  const coordinator = paperActor({ role: 'municipality_coordinator', orgUnitId: 'town', cohortId: 'x' })
  expect(canEnrol(coordinator, nationwide, school)).toBe(false)
  expect(canReport(coordinator, { cohort: nationwide, unit: town })).toBe(false)
})
