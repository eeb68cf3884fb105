import { createVitest } from 'vitest/node'
let mutant: string | null = null
const plugin = { name: 'mutant', enforce: 'pre' as const, transform(code: string, id: string) {
  if (mutant !== null && id.endsWith('people/policy.ts')) return code.replace("if (grant.role === 'support') return false", mutant)
  return null
} }
const t0 = Date.now()
const v = await createVitest('test', { watch: true, root: '/work/main', isolate: false, pool: 'threads', maxWorkers: 1, reporters: [{}], bail: 1, cacheDir: '/tmp/mut/cache' } as never, { plugins: [plugin], server: { watch: null } })
await v.standalone()
console.log('standalone', Date.now() - t0)
const file = process.argv[2] ?? '/work/main/server/domain/people/policy.test.ts'
async function run(m: string | null) {
  mutant = m
  const t = Date.now()
  v.invalidateFile('/work/main/server/domain/people/policy.ts')
  v.state.clearErrors()
  const specs = v.getModuleSpecifications(file).length ? v.getModuleSpecifications(file) : [v.getRootProject().createSpecification(file)]
  const r = await v.runTestSpecifications(specs)
  console.log(m, r.testModules.map(x => x.ok()), r.unhandledErrors.length, Date.now() - t)
}
await run(null)
await run('if (grant.role === \'support\') return true')
await run('return true')
await run('return false')
await run(null)
await run(null)
await v.close()
console.log('closed', Date.now() - t0)
process.exit(0)
