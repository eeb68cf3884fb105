import { useForm } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { listCohorts } from '~server/domain/cohorts/cohorts'
import { getUnit } from '~server/domain/organisations/units'
import { inviteMember } from '~server/domain/people/invitations'
import { unitPeople } from '~server/domain/people/members'
import { inviteForm } from '~server/domain/people/schema'
import { notFound } from '~server/domain/shared/errors'
import { Button } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { SelectField, TextField } from '~/components/ui/field'
import { PageHead } from '~/components/ui/page-head'
import type { FormAnswer } from '~/lib/forms'
import { submit } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['cohorts', 'people'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, params, t }) => {
  const id = params.id('unitId')
  const [unit, people] = await Promise.all([getUnit(actor, id), unitPeople(actor, id)])
  if (!people.can.manage) throw notFound()
  const cohorts = people.can.assign ? await listCohorts(actor) : []
  return {
    title: t('people:invite.title', { unit: unit.name }),
    unit: { id, name: unit.name },
    roles: [...people.roles, ...(cohorts.length > 0 ? (['resource_person'] as const) : [])],
    role: new URL(request.url).searchParams.get('rolle') ?? '',
    cohorts: cohorts.map(cohort => ({
      value: cohort.id,
      label: t('cohorts:name', { number: cohort.number }),
    })),
  }
})

export const action = signedIn(({ actor, request, params }) =>
  submit(
    request,
    inviteForm,
    async form => {
      await inviteMember(actor, params.id('unitId'), form)
      return redirect(`/enheter/${params.id('unitId')}/folk#invitasjoner`)
    },
    { 'people.grantDoesNotFit': 'role', 'people.ended': 'validTo' },
  ),
)

export const meta = pageTitle

type Fields = { name: string; email: string; role: string; cohortId: string; validTo: string }

export default function InvitePerson() {
  const t = useWords()
  const { unit, roles, role, cohorts } = useLoaderData<typeof loader>()
  const [form, fields] = useForm<Fields>({
    id: 'inviter',
    lastResult: useActionData<FormAnswer>(),
    defaultValue: {
      role: roles.find(each => each === role) ?? (roles.includes('teacher') ? 'teacher' : roles[0]),
    },
  })
  const labels = {
    name: t('people:invite.name'),
    email: t('people:invite.email'),
    role: t('people:invite.role'),
    cohortId: t('people:invite.cohort'),
    validTo: t('people:invite.until'),
  }
  return (
    <div className="stack">
      <PageHead
        title={t('people:invite.title', { unit: unit.name })}
        back={{ to: `/enheter/${unit.id}/folk`, label: t('people:unit.title', { unit: unit.name }) }}
      >
        <p className="lead">{t('people:invite.lead')}</p>
      </PageHead>
      <Form id={form.id} method="post" className="form" noValidate>
        <ErrorSummary form={form} labels={labels} />
        <TextField field={fields.name} label={labels.name} autoComplete="off" />
        <TextField
          field={fields.email}
          label={labels.email}
          hint={t('people:invite.emailHint')}
          type="email"
          autoComplete="off"
        />
        <SelectField
          field={fields.role}
          label={labels.role}
          options={roles.map(each => ({ value: each, label: t(`roles.${each}`) }))}
        />
        {cohorts.length > 0 && (
          <SelectField
            field={fields.cohortId}
            label={labels.cohortId}
            hint={t('people:invite.cohortHint')}
            options={[{ value: '', label: t('people:invite.noCohort') }, ...cohorts]}
          />
        )}
        <TextField
          field={fields.validTo}
          label={`${labels.validTo} (${t('form.optional')})`}
          hint={t('people:invite.untilHint')}
          type="date"
        />
        <Button>{t('people:invite.send')}</Button>
      </Form>
    </div>
  )
}
