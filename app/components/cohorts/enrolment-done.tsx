import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Notice } from '~/components/ui/notice'
import { useWords } from '~/lib/i18n'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'

type Done =
  | { kind: 'enrolled'; count: number; undo: readonly string[] }
  | { kind: 'undone' }
  | { kind: 'changed'; orgUnitId: string; name: string; status: EnrolmentStatus; before: EnrolmentStatus }

/** What has just happened, with a way to undo it. */
export function EnrolmentDone({ done }: { done: Done | null }) {
  const t = useWords()
  return (
    <div role="status">
      {done !== null && (
        <Notice tone="success">
          <div className="row" data-spread="">
            <span>{sentence()}</span>
            <Undo done={done} />
          </div>
        </Notice>
      )}
    </div>
  )

  function sentence(): string {
    if (done === null) return ''
    if (done.kind === 'undone') return t('cohorts:enrol.undone')
    if (done.kind === 'enrolled') return t('cohorts:enrol.done', { count: done.count })
    return t('cohorts:enrol.changed', { name: done.name, status: t(`cohorts:status.${done.status}`) })
  }
}

function Undo({ done }: { done: Done }) {
  const t = useWords()
  if (done.kind === 'undone') return null
  if (done.kind === 'changed') {
    if (done.before === done.status) return null
    return (
      <Form method="post" preventScrollReset>
        <input type="hidden" name="orgUnitId" value={done.orgUnitId} />
        <input type="hidden" name="status" value={done.before} />
        <Button variant="secondary" name="intent" value="status">
          {t('form.undo')}
        </Button>
      </Form>
    )
  }
  if (done.undo.length === 0) return null
  return (
    <Form method="post" preventScrollReset>
      {done.undo.map(id => (
        <input key={id} type="hidden" name="orgUnitIds" value={id} />
      ))}
      <Button variant="secondary" name="intent" value="undo">
        {t('form.undo')}
      </Button>
    </Form>
  )
}
