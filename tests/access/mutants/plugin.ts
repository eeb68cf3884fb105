import path from 'node:path'
import type { Plugin } from 'vite'
import { ROOT } from '~server/root'
import type { Mutant } from './mutate'

const MARK = /\?mutant=(\d+)$/
const COLLECTOR = path.join(import.meta.dirname, 'collector.ts')
const FROM_VITEST = /from 'vitest'/
/** The runner itself is a test like any other. */
const RUNNER = [
  COLLECTOR,
  path.join(import.meta.dirname, 'mutants.run.ts'),
  path.join(ROOT, 'tests', 'setup.ts'),
]
/** What is loaded anew for every mutant: the domain with its tests, and the tables of who sees what. */
const ANEW =
  /\/(server\/(domain|live)\/|tests\/access\/(who-sees\.test|faces|invitation-faces|oracle|matrix)[^/]*\.ts)/

/**
 * Lets a file be imported as if one thing in it were different: `…/people/policy.test.ts?mutant=17` and all of the domain
 * it imports are modules of their own, of which one holds the change. Nothing is written to disk.
 */
export function mutantsPlugin(all: readonly Mutant[]): Plugin {
  return {
    name: 'mutants',
    enforce: 'pre',
    async resolveId(source, importer) {
      const mark = MARK.exec(importer ?? '')?.[0]
      if (mark === undefined) return null
      const found = await this.resolve(source, importer?.replace(MARK, ''), { skipSelf: true })
      return found !== null && ANEW.test(found.id) && !found.id.includes('?') ? `${found.id}${mark}` : found
    },
    transform(code, id) {
      const file = id.replace(/\?.*$/, '')
      if (RUNNER.includes(file) || file.includes('node_modules') || !FROM_VITEST.test(code)) return null
      return { code: code.replace(FROM_VITEST, `from '${COLLECTOR}'`), map: null }
    },
    load(id) {
      const n = MARK.exec(id)?.[1]
      const mutant = n === undefined ? undefined : all[Number(n)]
      return mutant !== undefined && id.startsWith(path.join(ROOT, mutant.file)) ? mutant.text : null
    },
  }
}
