import { TableGlyph } from '~/components/gatherings/table-glyph'
import { ButtonLink } from '~/components/ui/button'
import { whenText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { MyTable } from '~server/domain/gatherings/home'
import { Now } from './now'

/** One's own table, with the way to its document. */
export function TableNow({ documentId, table, gathering }: MyTable) {
  const t = useWords()
  const { number, name } = table
  return (
    <Now
      eyebrow={t('home:table.eyebrow')}
      title={name === '' ? t('home:table.unnamed', { number }) : t('home:table.name', { number, name })}
      figure={<TableGlyph seats={1} number={number} mine />}
    >
      <p>
        {gathering.title}
        <br />
        <span className="quiet">{whenText(t, gathering.when)}</span>
      </p>
      <ButtonLink to={`/dokumenter/${documentId}`}>{t('home:table.open')}</ButtonLink>
    </Now>
  )
}
