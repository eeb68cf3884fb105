/**
 * The import law: who may knock on whose door. Run by `npm run lint` and by tests/architecture.test.ts.
 * Steps of the domain: people < organisations < {documents, audit, support} < cohorts < {gatherings, methods} <
 * {reflections, development, agreements, surveys, talks}; notifications knows people only.
 */
const STEPS = [
  ['people'],
  ['organisations'],
  ['documents', 'audit', 'support'],
  ['cohorts'],
  ['gatherings', 'methods'],
  ['reflections', 'development', 'agreements', 'surveys', 'talks'],
]
const TESTS = '\\.test\\.tsx?$|/storage-contract\\.ts$'

/** Files in `from` may import, of our own code, only what `may` names. */
function only(name, from, may, options = {}) {
  return {
    name,
    severity: 'error',
    comment: options.comment ?? 'See the import law in CONTRIBUTING.md.',
    from: { path: from, pathNot: [TESTS, ...(options.except ?? [])] },
    to: {
      path: '^(app|server|prisma|tests)/',
      pathNot: may,
      ...(options.typesToo === true ? {} : { dependencyTypesNot: ['type-only'] }),
    },
  }
}

const below = step =>
  STEPS.slice(0, step)
    .flat()
    .map(area => `^server/domain/${area}/`)

const CONTRACTS = ['^server/collaboration/wire\\.ts$', '^server/domain/documents/content\\.ts$']
const POLICIES = ['^server/domain/[^/]+/policy\\.ts$', '^server/domain/[^/]+/[^/]+/policy\\.ts$']
const SHARED = '^server/domain/shared/'

const domain = STEPS.flatMap((areas, step) =>
  areas.map(area =>
    only(
      `domain-${area}`,
      `^server/domain/${area}/`,
      [
        `^server/domain/${area}/`,
        ...below(step),
        SHARED,
        '^server/database/',
        '^server/outbox/(record|catalogue)\\.ts$',
      ],
      { typesToo: true },
    ),
  ),
)

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      // A way round that is a type somewhere is gone when the code runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('routes', '^app/routes/', [
      '^app/',
      '^server/domain/',
      '^server/auth/(sign-in|own-sessions|second-factor|factors|totp|recovery-codes|passkeys|passkey-sign-in|identities|limits)\\.ts$',
    ]),
    only('components', '^app/(components|live)/', ['^app/(components|lib|live)/', ...POLICIES, ...CONTRACTS]),
    only('lib', '^app/(lib/|[^/]+\\.tsx?$)', ['^app/', SHARED]),
    ...domain,
    only('domain-shared', SHARED, [SHARED, '^server/database/'], { typesToo: true }),
    only('domain-access', '^server/domain/access\\.ts$', ['^server/domain/', '^server/database/'], {
      typesToo: true,
    }),
    only(
      'collaboration',
      '^server/collaboration/',
      ['^server/collaboration/', '^server/domain/shared/actor\\.ts$'],
      {
        typesToo: true,
      },
    ),
    only(
      'events',
      '^server/events/',
      ['^server/events/', '^server/log\\.ts$', '^server/domain/shared/actor\\.ts$'],
      {
        typesToo: true,
      },
    ),
    only('nodes', '^server/nodes/', ['^server/nodes/', '^server/log\\.ts$'], { typesToo: true }),
    only('http', '^server/http/', ['^server/(http|auth)/', '^server/(env|sign-in-env|log)\\.ts$']),
    only('auth', '^server/auth/', [
      '^server/auth/',
      '^server/domain/(people|organisations|shared)/',
      '^server/database/',
      '^server/(env|sign-in-env|log)\\.ts$',
      '^server/outbox/(record|catalogue)\\.ts$',
    ]),
    only('outbox', '^server/outbox/', ['^server/(outbox|database)/', '^server/log\\.ts$'], {
      typesToo: true,
    }),
    only('jobs-cli', '^server/(jobs|cli)/', ['^server/(?!http/|collaboration/|events/)', '^prisma/seed/']),
    only('metrics', '^server/metrics/', ['^server/metrics/']),
    only(
      'mail-files-export',
      '^server/(mail|files|export)/',
      ['^server/(mail|files|export)/', '^server/(env|log)\\.ts$'],
      {
        typesToo: true,
      },
    ),
    {
      name: 'server-without-app',
      severity: 'error',
      from: { path: '^(server|prisma)/', pathNot: TESTS },
      to: { path: '^app/' },
    },
    {
      name: 'remix-lives-in-app',
      severity: 'error',
      from: { path: '^server/', pathNot: ['^server/http/(remix|context)\\.ts$', TESTS] },
      to: { path: '@remix-run/' },
    },
    {
      name: 'measured-in-metrics',
      severity: 'error',
      comment: 'Others take a port that server/metrics fills (server/collaboration/meter.ts).',
      from: { path: '^(app|server|prisma)/', pathNot: '^server/metrics/' },
      to: { path: 'prom-client' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(app|server|prisma)/', pathNot: TESTS },
      to: { path: '^tests/|\\.test\\.tsx?$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|server/database/generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
}
