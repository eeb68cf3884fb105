import type { ResultStatement, ResultTheme } from '~server/domain/gatherings/harvest/results'
import type { Content } from '~server/domain/documents/content'
import { tableText } from '~/components/harvest/words'
import type { T } from '~/lib/i18n'

/** A line per statement with its theme and its table; where statements are not told, a line per theme with their number. */
export function asTable(
  t: T,
  themes: readonly ResultTheme[],
  unsorted: readonly ResultStatement[],
): string[][] {
  const word = (key: Column): string => t(`harvest:file.${key}`)
  if (themes.some(({ statements }) => statements === null))
    return [[word('theme'), word('count')], ...themes.map(({ title, count }) => [title, String(count)])]
  const row = (theme: string, { text, table, asked, minority }: ResultStatement): string[] => [
    ...[theme, text, String(table.number), table.name, asked],
    minority ? word('yes') : '',
  ]
  return [
    COLUMNS.map(word),
    ...themes.flatMap(({ title, statements }) => (statements ?? []).map(each => row(title, each))),
    ...unsorted.map(each => row('', each)),
  ]
}

const COLUMNS = ['theme', 'statement', 'table', 'tableName', 'asked', 'minority'] as const
type Column = (typeof COLUMNS)[number] | 'count' | 'yes'

/** The same as a text: a heading per theme, below it what the tables say. */
export function asContent(
  t: T,
  themes: readonly ResultTheme[],
  unsorted: readonly ResultStatement[],
): Content {
  const sections = themes.flatMap(({ title, count, statements }) => [
    heading(title),
    paragraph(t('harvest:count', { count })),
    ...(statements === null || count === 0 ? [] : [listOf(t, statements)]),
  ])
  const rest = unsorted.length === 0 ? [] : [heading(t('harvest:unsorted')), listOf(t, unsorted)]
  const content = [...sections, ...rest]
  return { type: 'doc', content: content.length > 0 ? content : [paragraph(t('harvest:noResults'))] }
}

const heading = (text: string): Content => ({
  type: 'heading',
  attrs: { level: 2 },
  content: [{ type: 'text', text }],
})
const paragraph = (text: string): Content => ({ type: 'paragraph', content: [{ type: 'text', text }] })

const listOf = (t: T, statements: readonly ResultStatement[]): Content => ({
  type: 'bulletList',
  content: statements.map(({ text, table, asked, minority }) => ({
    type: 'listItem',
    content: [
      paragraph(text),
      paragraph(
        [tableText(t, table), asked, minority ? t('harvest:minority') : '']
          .filter(each => each !== '')
          .join(' · '),
      ),
    ],
  })),
})
