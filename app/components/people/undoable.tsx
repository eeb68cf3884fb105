import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Notice } from '~/components/ui/notice'
import { useWords } from '~/lib/i18n'

/** What has just been ended, with the way back. */
export function Undoable({
  text,
  undo,
  close,
}: {
  text: string
  /** Values of the form that gives it again. */
  undo: readonly string[]
  /** The person whose account is to be opened again as well. */
  close?: string | undefined
}) {
  const t = useWords()
  return (
    <Notice tone="success" live>
      <div className="row">
        <span>{text}</span>
        {(undo.length > 0 || close !== undefined) && (
          <Form method="post">
            {undo.map(value => (
              <input key={value} type="hidden" name="ended" value={value} />
            ))}
            {close !== undefined && <input type="hidden" name="reopen" value={close} />}
            <Button variant="secondary" name="intent" value="undo">
              {t('people:undo')}
            </Button>
          </Form>
        )}
      </div>
    </Notice>
  )
}
