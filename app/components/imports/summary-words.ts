import type { T } from '~/lib/i18n'
import type { Summary } from '~server/domain/cohorts/imports/summary'

type Tense = 'will' | 'did' | 'yes'

/** What a yes does, does now, or did, one sentence per kind of change; the first one names the button. */
export function summaryWords(t: T, summary: Summary, tense: Tense): string[] {
  const added = join(t, addedWords(t, summary))
  const people = join(t, [
    ...(summary.people > 0 ? [t('imports:count.person', { count: summary.people })] : []),
  ])
  const say = (what: string, key: 'add' | 'rename' | 'contactsChanged' | 'enrol' | 'give'): string[] =>
    what === '' ? [] : [t(`imports:${tense}.${key}`, { what })]
  return [
    ...say(added, 'add'),
    ...say(people, 'add'),
    ...say(
      some(summary.grants, count => t('imports:count.grant', { count })),
      'give',
    ),
    ...say(
      some(summary.enrolled, count => t('imports:count.enrolled', { count })),
      'enrol',
    ),
    ...say(
      some(summary.renamed, count => t('imports:count.renamed', { count })),
      'rename',
    ),
    ...say(
      some(summary.contactsChanged, count => t('imports:count.contact', { count })),
      'contactsChanged',
    ),
  ]
}

const some = (count: number, words: (count: number) => string): string => (count > 0 ? words(count) : '')

function addedWords(t: T, { units, contacts }: Summary): string[] {
  const { school = 0, kindergarten = 0, ...rest } = units
  const others = Object.values(rest).reduce((sum, count) => sum + count, 0)
  return [
    some(school, count => t('imports:count.school', { count })),
    some(kindergarten, count => t('imports:count.kindergarten', { count })),
    some(others, count => t('imports:count.unit', { count })),
    some(contacts, count => t('imports:count.contact', { count })),
  ].filter(words => words !== '')
}

/** "a, b og c" */
function join(t: T, words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')}${t('imports:and')}${last}`
}
