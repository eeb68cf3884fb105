import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { changeRound } from '~server/domain/gatherings/rounds/rounds'
import { roundForm } from '~server/domain/gatherings/rounds/schema'
import { RoundForm } from '~/components/rounds/round-form'
import { PageHead } from '~/components/ui/page-head'
import type { FormAnswer } from '~/lib/forms'
import { submit } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { ledRound } from './round-view.server'

export const handle = { words: ['rounds'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, params, t }) => {
  const { id, gatheringId, title, prompts, minutes } = await ledRound(actor, params)
  return { title: t('rounds:editTitle'), round: { id, gatheringId, title, prompts, minutes } }
})

export const action = signedIn(({ actor, request, params }) =>
  submit(request, roundForm, async form => {
    const { id, gatheringId } = await ledRound(actor, params)
    await changeRound(actor, id, form)
    return redirect(`/samlinger/${gatheringId}/runder/${id}/vegg`)
  }),
)

export const meta = pageTitle

export default function EditRound() {
  const t = useWords()
  const { round } = useLoaderData<typeof loader>()
  const { minutes } = round
  const text = (value: number | null): string => (value === null ? '' : String(value))
  const back = `/samlinger/${round.gatheringId}/runder/${round.id}/vegg`
  return (
    <div className="stack">
      <PageHead title={t('rounds:editTitle')} back={{ to: back, label: round.title }} />
      <RoundForm
        answer={useActionData<FormAnswer>()}
        defaults={{
          title: round.title,
          prompts: round.prompts.join('\n'),
          individualMinutes: text(minutes.individualMinutes),
          groupMinutes: text(minutes.groupMinutes),
          plenumMinutes: text(minutes.plenumMinutes),
          againMinutes: text(minutes.againMinutes),
        }}
        save={t('rounds:form.save')}
        back={back}
      />
    </div>
  )
}
