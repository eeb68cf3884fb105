import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from '~server/root'

const APP = path.join(ROOT, 'app')
/** The areas of the locale files. */
export const AREAS = fs
  .readdirSync(path.join(APP, 'locales', 'nb'))
  .filter(name => name.endsWith('.json'))
  .map(name => name.replace('.json', ''))

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g

function fileOf(specifier: string, from: string): string | null {
  const base = specifier.startsWith('~/')
    ? path.join(APP, specifier.slice(2))
    : specifier.startsWith('.')
      ? path.resolve(path.dirname(from), specifier)
      : null
  if (base === null) return null
  return (
    [base, `${base}.ts`, `${base}.tsx`].find(file => fs.existsSync(file) && fs.statSync(file).isFile()) ??
    null
  )
}

/** What a module can show in a browser: itself and all it imports of the pages' code, but for what runs on the server. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || /\.(css|json|server\.tsx?)$/.test(file)) return seen
  seen.add(file)
  for (const [, specifier = ''] of fs.readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const next = fileOf(specifier, file)
    if (next !== null) reached(next, seen)
  }
  return seen
}

/** Areas whose words a module and what it imports use: `t('cycle:title')`, `useTranslation('documents')`. */
export function areasOf(file: string): string[] {
  const used = new Set<string>()
  for (const each of reached(file)) {
    const text = fs.readFileSync(each, 'utf8')
    for (const area of AREAS) {
      if (new RegExp(`['"\`]${area}:[\\w$]|useTranslation\\('${area}'\\)`).test(text)) used.add(area)
    }
  }
  return [...used].sort()
}
