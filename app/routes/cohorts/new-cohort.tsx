import { useForm } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { createCohort, listHosts } from '~server/domain/cohorts/cohorts'
import { canFoundCohorts } from '~server/domain/cohorts/policy'
import { listProgrammes } from '~server/domain/cohorts/programmes'
import { cohortForm } from '~server/domain/cohorts/schema'
import { notFound } from '~server/domain/shared/errors'
import { NewCohortForm, type NewCohortFields } from '~/components/cohorts/new-cohort-form'
import { ProgrammePreview } from '~/components/cohorts/programme-preview'
import { Empty } from '~/components/ui/empty'
import { PageHead } from '~/components/ui/page-head'
import type { FormAnswer } from '~/lib/forms'
import { submit } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { inLanguage } from '~/lib/texts'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['cohorts'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, t }) => {
  if (!canFoundCohorts(actor)) throw notFound()
  const [programmes, hosts] = await Promise.all([listProgrammes(actor), listHosts(actor)])
  return { title: t('cohorts:new.title'), locale: localeOf(request, context), programmes, hosts }
})

export const action = signedIn(({ actor, request }) =>
  submit(
    request,
    cohortForm,
    async form => {
      const { id } = await createCohort(actor, form)
      return redirect(`/puljer/${id}`)
    },
    { 'cohorts.numberTaken': 'number' },
  ),
)

export const meta = pageTitle

export default function NewCohort() {
  const t = useWords()
  const { locale, programmes, hosts } = useLoaderData<typeof loader>()
  const [form, fields] = useForm<NewCohortFields>({
    id: 'new-cohort',
    lastResult: useActionData<FormAnswer>(),
    defaultValue: { programmeId: programmes[0]?.id, hostId: hosts[0]?.id },
  })
  const back = { to: '/puljer', label: t('cohorts:list.title') }
  if (programmes.length === 0) {
    return (
      <div className="stack">
        <PageHead title={t('cohorts:new.title')} back={back} />
        <Empty title={t('cohorts:new.noProgrammes')}>
          <p>{t('cohorts:new.noProgrammesText')}</p>
        </Empty>
      </div>
    )
  }
  return (
    <div className="stack">
      <PageHead title={t('cohorts:new.title')} back={back}>
        <p className="lead">{t('cohorts:new.lead')}</p>
      </PageHead>
      <div className="two-columns">
        <NewCohortForm
          form={form}
          fields={fields}
          hosts={hosts}
          programmes={programmes.map(({ id, name }) => ({ id, name: inLanguage(name, locale) }))}
        />
        <section className="card stack" data-tint="" aria-labelledby="comes">
          <h2 id="comes">{t('cohorts:new.comes')}</h2>
          {programmes.map(programme => (
            <ProgrammePreview key={programme.id} programme={programme} locale={locale} />
          ))}
        </section>
      </div>
    </div>
  )
}
