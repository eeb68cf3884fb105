import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { LOCALES } from '~/lib/locales'
import { ROOT } from '~server/root'
import { areasOf } from './support/word-areas'

type Tree = { [key: string]: string | Tree }

const FOLDERS = {
  pages: path.join(ROOT, 'app', 'locales'),
  mail: path.join(ROOT, 'server', 'mail', 'locales'),
  lists: path.join(ROOT, 'server', 'domain', 'organisations', 'lists', 'locales'),
  files: path.join(ROOT, 'server', 'files', 'lists', 'locales'),
  export: path.join(ROOT, 'server', 'export', 'locales'),
}

/** Every sentence of a language, by file and key. */
function sentences(folder: string, locale: string): Map<string, string> {
  const one = path.join(folder, `${locale}.json`)
  if (fs.existsSync(one)) return flat(read(one))
  const files = fs.readdirSync(path.join(folder, locale)).filter(file => file.endsWith('.json'))
  return new Map(
    files.flatMap(file => [...flat(read(path.join(folder, locale, file)), file.replace('.json', ''))]),
  )
}

const read = (file: string): Tree => JSON.parse(fs.readFileSync(file, 'utf8')) as Tree

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) => {
      const name = prefix === '' ? key : `${prefix}.${key}`
      return typeof value === 'string' ? [[name, value] as const] : [...flat(value, name)]
    }),
  )
}

/** The variables of a sentence: `{{count}}` on pages, `{code}` in mails. */
const variables = (text: string): string[] => (text.match(/\{\{?\s*\w+\s*\}?\}/g) ?? []).sort()

describe.each(Object.entries(FOLDERS))('the words of %s', (_name, folder) => {
  const nb = sentences(folder, 'nb')

  test.each(LOCALES)('%s has the same sentences as bokmål', locale => {
    expect([...sentences(folder, locale).keys()].sort()).toEqual([...nb.keys()].sort())
  })

  test.each(LOCALES)('%s leaves no sentence empty', locale => {
    const empty = [...sentences(folder, locale)].filter(([, text]) => text.trim() === '')
    expect(empty).toEqual([])
  })

  test.each(LOCALES)('%s uses the same variables in every sentence', locale => {
    const own = sentences(folder, locale)
    const different = [...nb].filter(([key, text]) => {
      return variables(own.get(key) ?? '').join() !== variables(text).join()
    })
    expect(different).toEqual([])
  })
})

test.each(LOCALES)('%s shows addresses that are nobody’s', locale => {
  const shown = [...sentences(FOLDERS.pages, locale).values()].flatMap(
    text => text.match(/[\w.]+@[\w.-]+\w/g) ?? [],
  )
  expect(shown.length).toBeGreaterThan(0)
  expect(shown.filter(address => !address.endsWith('@example.org'))).toEqual([])
})

test('every page text with a number has its singular and its plural', () => {
  const keys = [...sentences(FOLDERS.pages, 'nb').keys()]
  const lonely = keys.filter(key => {
    const partner = key.replace(/_(one|other)$/, (_all, form) => (form === 'one' ? '_other' : '_one'))
    return partner !== key && !keys.includes(partner)
  })
  expect(lonely).toEqual([])
})

describe('a page asks for the words it uses, and for no others', () => {
  const routes = path.join(ROOT, 'app', 'routes')
  const pages = fs
    .readdirSync(routes, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.tsx'))

  test('the frame around every page needs only the common ones', () => {
    expect(areasOf(path.join(ROOT, 'app', 'root.tsx'))).toEqual([])
  })

  test.each(pages)('%s', page => {
    const file = path.join(routes, page)
    const named =
      /export const handle = \{\s*words: \[([^\]]*)\]/.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? ''
    const asked = [...named.matchAll(/'(\w+)'/g)].map(([, area]) => area)
    expect(asked.sort()).toEqual(areasOf(file))
  })
})
