import { useForm } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { TextField } from '~/components/ui/field'
import { Notice } from '~/components/ui/notice'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'
import type { Nameable } from '~server/domain/cohorts/invitations/naming'
import { InviteeList } from './invitee-list'
import { TextArea } from '~/components/ui/text-area'
import { useChosen } from './use-chosen'

type Fields = {
  orgUnitIds: string[]
  addresses: Record<string, string>
  message: string
  deadline: string
}

/** The municipality's next task: which units take part, and whom to write to there. */
export function NamingForm({
  nameable,
  issuer,
  answer,
  invited,
  enrolled,
}: {
  nameable: readonly Nameable[]
  issuer: string
  answer: FormAnswer | null
  invited: number
  enrolled: number
}) {
  const t = useWords()
  const [form, fields] = useForm<Fields>({ id: 'naming', lastResult: answer })
  const { chosen, toggle, typed, type } = useChosen(fields)
  const free = nameable.filter(({ skipped }) => skipped === null)
  const taken = nameable.filter(({ skipped }) => skipped !== null)
  return (
    <section className="stack" aria-labelledby="enheter">
      <h2 id="enheter" tabIndex={-1}>
        {t('invitations:naming.title')}
      </h2>
      <div role="status">
        {invited > 0 && <Notice tone="success">{t('invitations:naming.invited', { count: invited })}</Notice>}
        {enrolled > 0 && (
          <Notice tone="success">{t('invitations:naming.enrolled', { count: enrolled })}</Notice>
        )}
      </div>
      {nameable.length === 0 && <p>{t('invitations:naming.none', { issuer })}</p>}
      {taken.length > 0 && (
        <ul className="plain-list rows">
          {taken.map(({ id, name, skipped }) => (
            <li key={id} className="row" data-spread="">
              <span>{name}</span>
              <span className="status" data-status={skipped === 'enrolled' ? 'enrolled' : 'invited'}>
                {t(skipped === 'enrolled' ? 'invitations:naming.in' : 'invitations:naming.asked')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {free.length > 0 && (
        <Form method="post" className="stack" noValidate preventScrollReset onChange={type}>
          <p>{t('invitations:naming.lead')}</p>
          <ErrorSummary
            form={form}
            labels={{
              orgUnitIds: t('invitations:naming.title'),
              deadline: t('invitations:invite.deadline'),
            }}
            fieldIds={{ orgUnitIds: 'enheter' }}
          />
          <InviteeList
            legend={t('invitations:step.unit')}
            invitees={free.map(({ id, name, emails }) => ({ id, name, place: '', emails }))}
            chosen={chosen}
            onToggle={toggle}
            values={typed}
          />
          <div className="form">
            <TextField
              field={fields.deadline}
              label={t('invitations:invite.deadline')}
              hint={t('invitations:invite.deadlineHint')}
              type="date"
            />
            <TextArea
              field={fields.message}
              label={`${t('invitations:invite.message')} (${t('form.optional')})`}
              rows={4}
            />
            <div className="form-actions">
              <Button name="intent" value="invite">
                {t('invitations:naming.submit')}
              </Button>
              <Button name="intent" value="enrol" variant="secondary">
                {t('invitations:naming.enrol')}
              </Button>
            </div>
          </div>
        </Form>
      )}
    </section>
  )
}
