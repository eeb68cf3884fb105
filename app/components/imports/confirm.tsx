import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { BatchView } from '~server/domain/cohorts/imports/batches'
import type { RowsView } from '~server/domain/cohorts/imports/rows'
import { summaryWords } from './summary-words'

/** What happens when somebody says yes, and the button that says it. */
export function Confirm({
  batch: { id, version, summary, can, kind },
  counts,
}: {
  batch: Pick<BatchView, 'id' | 'version' | 'summary' | 'can' | 'kind'>
  counts: RowsView['counts']
}) {
  const t = useWords()
  const sentences = summary === null ? [] : summaryWords(t, summary, 'will')
  const [yes] = summary === null ? [] : summaryWords(t, summary, 'yes')
  const asides = [
    ...((summary?.unchanged ?? 0) > 0
      ? [t('imports:preview.unchanged', { count: summary?.unchanged ?? 0 })]
      : []),
    ...(counts.waiting > 0 ? [t('imports:preview.waiting', { count: counts.waiting })] : []),
    ...(counts.leftOut > 0 ? [t('imports:preview.leftOut', { count: counts.leftOut })] : []),
    ...(counts.error > 0 ? [t('imports:preview.errors', { count: counts.error })] : []),
    ...((summary?.refused ?? 0) > 0 ? [t('imports:preview.refused', { count: summary?.refused ?? 0 })] : []),
  ]
  const isIdle = sentences.length === 0
  // Whoever changed a row that waits must not read that nothing changes.
  const isUnseen = isIdle && counts.waiting + counts.error > 0
  return (
    <section className="import-confirm" aria-labelledby="happens">
      <h2 id="happens">
        {t(
          isUnseen
            ? 'imports:preview.notYet'
            : isIdle
              ? 'imports:preview.nothing'
              : 'imports:preview.happens',
        )}
      </h2>
      {isIdle ? (
        <p>{t(isUnseen ? 'imports:preview.allWaiting' : 'imports:preview.nothingText')}</p>
      ) : (
        <ul className="import-sentences">
          {sentences.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {asides.length > 0 && (
        <ul className="bullets quiet">
          {asides.map(aside => (
            <li key={aside}>{aside}</li>
          ))}
        </ul>
      )}
      <div className="form-actions">
        {can.change && yes !== undefined && (
          <Form method="post">
            <input type="hidden" name="version" value={version} />
            <Button name="intent" value="confirm">
              {yes}
            </Button>
          </Form>
        )}
        {can.change && (
          <Form method="post">
            <Button variant="tertiary" name="intent" value="discard">
              {t('imports:preview.discard')}
            </Button>
          </Form>
        )}
      </div>
      <p className="quiet small">
        {t('imports:preview.nothingYet')} {kind === 'participants' && t('imports:preview.noMail')}
      </p>
      {counts.error + counts.warn > 0 && (
        <p>
          <a href={`/import/${id}/feil.xlsx`} download>
            {t('imports:preview.errorSheet')}
          </a>
        </p>
      )}
    </section>
  )
}
