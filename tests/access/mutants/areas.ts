/** Access rules, and the tests that are sufficient to judge them, the cheapest first. */
export interface Area {
  files: readonly string[]
  /** Test files; words after `#` choose the tests with these words in their titles. */
  tests: readonly string[]
}

const domain = (file: string): string => `server/domain/${file}`
const sees = (...areas: string[]): string =>
  `tests/access/who-sees.test.ts#${areas.map(area => `${area}: who sees`).join('|')}`

export const AREAS: Readonly<Record<string, Area>> = {
  shared: {
    files: [domain('shared/authorize.ts')],
    tests: [
      domain('shared/authorize.test.ts'),
      sees('people', 'organisations', 'cohorts', 'gatherings', 'support'),
    ],
  },
  people: {
    files: [domain('people/policy.ts')],
    tests: [domain('people/policy.test.ts'), sees('people')],
  },
  reach: {
    files: [domain('people/reach.ts')],
    tests: [
      sees('people'),
      ...['reach', 'people', 'changes', 'invitations', 'leaving'].map(name =>
        domain(`people/${name}.test.ts`),
      ),
    ],
  },
  organisations: {
    files: [domain('organisations/policy.ts')],
    tests: [domain('organisations/policy.test.ts'), sees('organisations')],
  },
  support: { files: [domain('support/policy.ts')], tests: [sees('support')] },
  audit: { files: [domain('audit/policy.ts')], tests: [sees('audit')] },
  cohorts: {
    files: [domain('cohorts/policy.ts')],
    tests: [
      domain('cohorts/policy.test.ts'),
      sees('cohorts'),
      `${domain('cohorts/enrolments.test.ts')}#who sees that a unit takes part`,
    ],
  },
  invitations: {
    files: [domain('cohorts/invitations/policy.ts')],
    tests: [domain('cohorts/invitations/policy.test.ts'), sees('invitations')],
  },
  imports: { files: [domain('cohorts/imports/policy.ts')], tests: [sees('imports')] },
  rounds: {
    files: [domain('gatherings/rounds/policy.ts')],
    tests: [domain('gatherings/rounds/rounds.test.ts')],
  },
  harvest: {
    files: [domain('gatherings/harvest/policy.ts')],
    tests: [domain('gatherings/harvest/arranging.test.ts'), domain('gatherings/harvest/results.test.ts')],
  },
  gatherings: {
    files: [domain('gatherings/policy.ts')],
    tests: [domain('gatherings/policy.test.ts'), sees('gatherings'), domain('gatherings/tables.test.ts')],
  },
  rights: {
    files: [domain('gatherings/rights.ts'), domain('access.ts')],
    tests: [domain('access.test.ts'), domain('gatherings/tables.test.ts')],
  },
  development: {
    files: [domain('development/policy.ts')],
    tests: [domain('development/policy.test.ts'), sees('development')],
  },
}
