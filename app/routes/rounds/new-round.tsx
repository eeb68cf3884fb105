import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getGathering } from '~server/domain/gatherings/gatherings'
import { createRound } from '~server/domain/gatherings/rounds/rounds'
import { roundForm } from '~server/domain/gatherings/rounds/schema'
import { forbidden } from '~server/domain/shared/errors'
import { RoundForm } from '~/components/rounds/round-form'
import { PageHead } from '~/components/ui/page-head'
import type { FormAnswer } from '~/lib/forms'
import { submit } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['rounds'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, params, t }) => {
  const { id, title, can } = await getGathering(actor, params.id('gatheringId'))
  if (!can.edit) throw forbidden()
  return { title: t('rounds:newTitle'), gathering: { id, title } }
})

export const action = signedIn(({ actor, request, params }) =>
  submit(request, roundForm, async round => {
    const gatheringId = params.id('gatheringId')
    const { id } = await createRound(actor, gatheringId, round)
    return redirect(`/samlinger/${gatheringId}/runder/${id}/vegg`)
  }),
)

export const meta = pageTitle

export default function NewRound() {
  const t = useWords()
  const { gathering } = useLoaderData<typeof loader>()
  const back = `/samlinger/${gathering.id}`
  return (
    <div className="stack">
      <PageHead title={t('rounds:newTitle')} back={{ to: back, label: gathering.title }}>
        <p className="lead">{t('rounds:listText')}</p>
      </PageHead>
      <RoundForm
        answer={useActionData<FormAnswer>()}
        defaults={{
          title: t('rounds:form.defaultTitle'),
          prompts: t('rounds:form.defaultPrompt'),
          individualMinutes: '5',
          groupMinutes: '15',
          plenumMinutes: '10',
          againMinutes: '5',
        }}
        save={t('rounds:form.create')}
        back={back}
      />
    </div>
  )
}
