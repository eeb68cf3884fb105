import { useForm } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { inviteMember } from '~server/domain/people/inviting'
import { inviteForm } from '~server/domain/people/schema'
import {
  firstRole,
  TermsFields,
  useTermsLabels,
  type TermsFieldNames,
} from '~/components/people/terms-fields'
import { Button } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { TextField } from '~/components/ui/field'
import { PageHead } from '~/components/ui/page-head'
import type { FormAnswer } from '~/lib/forms'
import { submit } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { FIELD_OF, invitingTo } from './inviting.server'

export const handle = { words: ['people'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async args => {
  const page = await invitingTo(args)
  return { title: args.t('people:invite.title', { unit: page.unit.name }), ...page }
})

export const action = signedIn(({ actor, request, params }) =>
  submit(
    request,
    inviteForm,
    async form => {
      await inviteMember(actor, params.id('unitId'), form)
      return redirect(`/enheter/${params.id('unitId')}/folk#invitasjoner`)
    },
    FIELD_OF,
  ),
)

export const meta = pageTitle

export default function InvitePerson() {
  const t = useWords()
  const { title, unit, roles, role, cohorts } = useLoaderData<typeof loader>()
  const [form, fields] = useForm<{ name: string; email: string } & TermsFieldNames>({
    id: 'inviter',
    lastResult: useActionData<FormAnswer>(),
    defaultValue: { role: firstRole(roles, role) },
  })
  const labels = { name: t('people:invite.name'), email: t('people:invite.email'), ...useTermsLabels() }
  return (
    <div className="stack">
      <PageHead
        title={title}
        back={{ to: `/enheter/${unit.id}/folk`, label: t('people:unit.title', { unit: unit.name }) }}
      >
        <p className="lead">{t('people:invite.lead')}</p>
        <p>
          <Link to="flere">{t('people:many.open')}</Link>
        </p>
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
        <TermsFields fields={fields} roles={roles} cohorts={cohorts} />
        <Button>{t('people:invite.send')}</Button>
      </Form>
    </div>
  )
}
