import type { TableDocument } from '~server/domain/gatherings/table-document'
import type { T } from '~/lib/i18n'

/** Who reads a table's document, in words: those who sit there, and those who read along. */
export function audience(t: T, { seated, readers }: Pick<TableDocument, 'seated' | 'readers'>): string {
  const names = (people: readonly { name: string }[]): string => people.map(({ name }) => name).join(', ')
  if (seated.length === 0) return t('gatherings:document.audienceNobody')
  if (readers.length === 0) return t('gatherings:document.audienceTable', { names: names(seated) })
  return t('gatherings:document.audienceReaders', { names: names(seated), readers: names(readers) })
}
