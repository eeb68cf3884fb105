import { useForm } from '@conform-to/react'
import { data } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { inviteMany, type LineVerdict } from '~server/domain/people/inviting'
import { inviteManyForm } from '~server/domain/people/schema'
import { LineVerdicts } from '~/components/people/line-verdicts'
import {
  firstRole,
  TermsFields,
  useTermsLabels,
  type TermsFieldNames,
} from '~/components/people/terms-fields'
import { Button } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { PageHead } from '~/components/ui/page-head'
import { TextArea } from '~/components/ui/text-area'
import type { FormAnswer } from '~/lib/forms'
import { readForm, refusal } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { FIELD_OF, invitingTo } from './inviting.server'

export const handle = { words: ['people'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async args => {
  const page = await invitingTo(args)
  return { title: args.t('people:many.title', { unit: page.unit.name }), ...page }
})

type Fields = { people: string } & TermsFieldNames

interface Answer {
  /** The form as it comes back; null when it was sent. */
  form: FormAnswer | null
  /** What came of each line. */
  verdicts: LineVerdict[]
  /** What stands in the form afterwards: the lines that came to nothing, and the same terms. */
  kept: Partial<Fields>
}

/** The answer is a page and no redirect: what came of each line is kept nowhere. Sent twice, nobody is asked twice. */
export const action = signedIn(async ({ actor, request, params }) => {
  const submission = await readForm(request, inviteManyForm)
  const again = (form: FormAnswer) => data<Answer>({ form, verdicts: [], kept: {} }, { status: 400 })
  if (submission.status !== 'success') return again(submission.reply())
  try {
    const verdicts = await inviteMany(actor, params.id('unitId'), submission.value)
    const left = verdicts.filter(({ verdict }) => CAN_BE_MENDED.includes(verdict)).map(({ text }) => text)
    return data<Answer>({ form: null, verdicts, kept: { ...submission.payload, people: left.join('\n') } })
  } catch (error) {
    return again(refusal(submission, error, FIELD_OF))
  }
})

const CAN_BE_MENDED: readonly LineVerdict['verdict'][] = ['noName', 'noAddress', 'tooLong']

export const meta = pageTitle

export default function InviteMany() {
  const t = useWords()
  const { title, unit } = useLoaderData<typeof loader>()
  const verdicts = useActionData<Answer>()?.verdicts ?? []
  return (
    <div className="stack">
      <PageHead
        title={title}
        back={{ to: `/enheter/${unit.id}/folk`, label: t('people:unit.title', { unit: unit.name }) }}
      >
        <p className="lead">{t('people:many.lead')}</p>
      </PageHead>
      {verdicts.length > 0 && <LineVerdicts verdicts={verdicts} />}
      {/* A new form when the lines have been sent: in it stands what is left. */}
      <PeopleForm key={verdicts.map(({ text }) => text).join('\n')} />
    </div>
  )
}

function PeopleForm() {
  const t = useWords()
  const { roles, role, cohorts } = useLoaderData<typeof loader>()
  const answer = useActionData<Answer>()
  const [form, fields] = useForm<Fields>({
    id: 'flere',
    lastResult: answer?.form,
    defaultValue: { role: firstRole(roles, role), ...answer?.kept },
  })
  const labels = { people: t('people:many.people'), ...useTermsLabels() }
  return (
    <Form id={form.id} method="post" className="form" noValidate>
      <ErrorSummary form={form} labels={labels} />
      <TextArea field={fields.people} label={labels.people} hint={t('people:many.peopleHint')} rows={8} />
      <TermsFields fields={fields} roles={roles} cohorts={cohorts} />
      <Button>{t('people:many.send')}</Button>
    </Form>
  )
}
