import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'

/** The way to the shared document, and what the table tells the facilitator without words. */
export function TableSignals({
  documentId,
  done,
  called,
}: {
  documentId: string | null
  done: boolean
  called: boolean
}) {
  const t = useWords()
  return (
    <div className="stack" data-space="close">
      <Form method="post" className="form-actions" preventScrollReset>
        {documentId !== null && (
          <ButtonLink to={`/dokumenter/${documentId}`}>{t('rounds:table.open')}</ButtonLink>
        )}
        <Button variant="secondary" name="intent" value={done ? 'not-done' : 'done'}>
          {t(done ? 'rounds:table.notDone' : 'rounds:table.done')}
        </Button>
        <Button variant="secondary" name="intent" value={called ? 'not-called' : 'called'}>
          {t(called ? 'rounds:table.uncall' : 'rounds:table.call')}
        </Button>
      </Form>
      <div role="status">
        {done && <p>{t('rounds:table.isDone')}</p>}
        {called && <p>{t('rounds:table.isCalled')}</p>}
      </div>
    </div>
  )
}
