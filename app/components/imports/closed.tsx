import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '~/components/ui/button'
import { Notice } from '~/components/ui/notice'
import { useWords } from '~/lib/i18n'
import type { BatchView } from '~server/domain/cohorts/imports/batches'
import type { Blocker } from '~server/domain/cohorts/imports/blockers'
import { summaryWords } from './summary-words'

/** A list that has been added, taken back or could not be read. */
export function Closed({
  batch: { status, problem, summary, can },
  blocked,
}: {
  batch: Pick<BatchView, 'status' | 'problem' | 'summary' | 'can'>
  blocked: readonly Blocker[]
}) {
  const t = useWords()
  return (
    <div className="stack measure">
      {status === 'failed' && <Notice tone="danger">{t(problemKey(problem))}</Notice>}
      {status === 'undone' && <p>{t('imports:done.undoneText')}</p>}
      {status === 'done' && summary !== null && (
        <ul className="import-sentences">
          {summaryWords(t, summary, 'did').map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
          {summary.unchanged > 0 && <li>{t('imports:preview.unchanged', { count: summary.unchanged })}</li>}
        </ul>
      )}
      <div role="status">
        {blocked.length > 0 && (
          <Notice tone="warning">
            <h2>{t('imports:done.blocked')}</h2>
            <p>{t('imports:done.blockedText')}</p>
            <ul className="bullets">
              {blocked.map(({ name, why }) => (
                <li key={name + why}>{t(`imports:done.${why}`, { name })}</li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
      <div className="form-actions">
        <ButtonLink to="/import">{t('imports:done.again')}</ButtonLink>
        {status === 'done' && can.change && (
          <Form method="post">
            <Button variant="secondary" name="intent" value="undo">
              {t('imports:done.undo')}
            </Button>
          </Form>
        )}
      </div>
      {status === 'done' && can.change && <p className="quiet small">{t('imports:done.undoText')}</p>}
    </div>
  )
}

/** Why a list could not be read, as far as there is a sentence for it. */
function problemKey(problem: string | null) {
  return PROBLEMS.find(key => key === `imports:problem.${problem ?? ''}`) ?? 'imports:problem.other'
}

const PROBLEMS = [
  'imports:problem.empty',
  'imports:problem.too_large',
  'imports:problem.too_many_rows',
  'imports:problem.too_wide',
  'imports:problem.wrong_kind',
  'imports:problem.old_excel',
  'imports:problem.unsupported',
  'imports:problem.encrypted',
  'imports:problem.macros',
  'imports:problem.external_links',
  'imports:problem.bomb',
  'imports:problem.hiding_something',
  'imports:problem.damaged',
  'imports:problem.quotes',
] as const
