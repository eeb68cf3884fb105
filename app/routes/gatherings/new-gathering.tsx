import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getCohort } from '~server/domain/cohorts/cohorts'
import { replaceAgenda } from '~server/domain/gatherings/agenda'
import { createGathering, listHosting } from '~server/domain/gatherings/gatherings'
import { agendaForm, gatheringForm } from '~server/domain/gatherings/schema'
import { forbidden } from '~server/domain/shared/errors'
import { GatheringForm } from '~/components/gatherings/gathering-form'
import { PageHead } from '~/components/ui/page-head'
import type { FormAnswer } from '~/lib/forms'
import { submit } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { cohortName } from '~/lib/texts'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['gatherings'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const id = params.id('cohortId')
  const [cohort, hosting] = await Promise.all([getCohort(actor, id), listHosting(actor, id)])
  if (hosting.length === 0) throw forbidden()
  const name = cohortName(t, localeOf(request, context), cohort)
  return { title: t('gatherings:form.newTitle'), cohort: { id, name }, hosting }
})

export const action = signedIn(async ({ actor, request, params }) => {
  const cohortId = params.id('cohortId')
  return submit(request, gatheringForm.and(agendaForm), async ({ items, ...gathering }) => {
    const { id } = await createGathering(actor, { ...gathering, cohortId })
    if (items.length > 0) await replaceAgenda(actor, id, items)
    return redirect(`/samlinger/${id}`)
  })
})

export const meta = pageTitle

export default function NewGathering() {
  const t = useWords()
  const { cohort, hosting } = useLoaderData<typeof loader>()
  const first = hosting[0]
  return (
    <div className="stack">
      <PageHead
        title={t('gatherings:form.newTitle')}
        back={{ to: `/puljer/${cohort.id}`, label: cohort.name }}
      />
      <GatheringForm
        answer={useActionData<FormAnswer>()}
        defaults={{
          hostId: first?.id ?? '',
          level: first?.levels[0] ?? '',
          precision: 'unset',
        }}
        save={t('gatherings:form.create')}
        back={`/puljer/${cohort.id}`}
        hosting={{ cohortId: cohort.id, places: hosting }}
      />
    </div>
  )
}
