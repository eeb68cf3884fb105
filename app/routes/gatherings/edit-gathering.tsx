import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { replaceAgenda } from '~server/domain/gatherings/agenda'
import { changeGathering, getGathering } from '~server/domain/gatherings/gatherings'
import { agendaForm, gatheringChangeForm } from '~server/domain/gatherings/schema'
import { forbidden } from '~server/domain/shared/errors'
import { GatheringForm } from '~/components/gatherings/gathering-form'
import { PageHead } from '~/components/ui/page-head'
import { whenFields } from '~/lib/dates'
import type { FormAnswer } from '~/lib/forms'
import { submit } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['gatherings'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, params, t }) => {
  const gathering = await getGathering(actor, params.id('gatheringId'))
  if (!gathering.can.edit) throw forbidden()
  const { id, title: name, place, when, agenda } = gathering
  const items = agenda.map(({ kind, title, minutes }) => ({
    kind,
    title,
    minutes: minutes?.toString() ?? '',
  }))
  return {
    title: t('gatherings:form.editTitle'),
    gathering: { id, name },
    defaults: { title: name, place, ...whenFields(when), items },
  }
})

export const action = signedIn(async ({ actor, request, params }) => {
  const id = params.id('gatheringId')
  return submit(request, gatheringChangeForm.and(agendaForm), async ({ items, ...change }) => {
    await changeGathering(actor, id, change)
    await replaceAgenda(actor, id, items)
    return redirect(`/samlinger/${id}`)
  })
})

export const meta = pageTitle

export default function EditGathering() {
  const t = useWords()
  const { gathering, defaults } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <PageHead
        title={t('gatherings:form.editTitle')}
        back={{ to: `/samlinger/${gathering.id}`, label: gathering.name }}
      />
      <GatheringForm
        answer={useActionData<FormAnswer>()}
        defaults={defaults}
        save={t('gatherings:form.save')}
        back={`/samlinger/${gathering.id}`}
      />
    </div>
  )
}
