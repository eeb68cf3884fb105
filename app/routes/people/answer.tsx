import { data, redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { ownProfile } from '~server/domain/organisations/own-profile'
import { unitNamesFor } from '~server/domain/organisations/unit-names'
import { acceptInvitation, declineInvitation, openQuestion } from '~server/domain/people/answering'
import { isDomainError } from '~server/domain/shared/errors'
import { Button, ButtonLink } from '~/components/ui/button'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { lastDay, onDay } from './texts.server'

export const handle = { words: ['people'] } as const
await wordsOf(handle.words)

export const loader = anyone(async ({ actor, params, t }) => {
  const question = await openQuestion(params.text('token'))
  const title = t('people:answer.title')
  if (question === null) return data({ title, question: null, stranger: null }, { status: 404 })
  const [names, own] = await Promise.all([
    unitNamesFor([question.orgUnitId]),
    actor?.kind === 'account' ? ownProfile(actor) : null,
  ])
  const { role, invitedBy, name, validFrom, validTo } = question
  return data({
    title,
    question: {
      role,
      invitedBy,
      name,
      unit: names.get(question.orgUnitId) ?? '–',
      from: validFrom === null ? null : onDay(t, validFrom),
      until: lastDay(t, validTo),
    },
    // Somebody is signed in whom this was not sent to: said plainly, without the address it was sent to.
    stranger: own !== null && own.email !== question.email ? own.name : null,
  })
})

export const action = anyone(async ({ actor, request, params }) => {
  const token = params.text('token')
  const form = await request.formData()
  try {
    if (form.get('answer') === 'no') {
      await declineInvitation(token)
      return redirect('/bli-medlem/svar?nei')
    }
    const question = await openQuestion(token)
    await acceptInvitation(token)
    const own = actor?.kind === 'account' ? await ownProfile(actor) : null
    if (own !== null && own.email === question?.email) return redirect('/profil')
    return redirect('/bli-medlem/svar')
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'not_found') throw error
    return data(null, { status: 404 })
  }
})

export const meta = pageTitle

/** "Lærer" within a sentence; an abbreviation stays as it is. */
const inSentence = (role: string): string => role.replace(/^\p{Lu}(?=\p{Ll})/u, first => first.toLowerCase())

export default function AnswerInvitation() {
  const t = useWords()
  const { question, stranger } = useLoaderData<typeof loader>()
  if (question === null) {
    return (
      <div className="narrow stack">
        <PageHead title={t('people:answer.dead')}>
          <p className="lead">{t('people:answer.deadText')}</p>
        </PageHead>
        <ButtonLink variant="secondary" to="/logg-inn">
          {t('frame.signIn')}
        </ButtonLink>
      </div>
    )
  }
  const { role, unit, invitedBy, name, from, until } = question
  return (
    <div className="narrow stack">
      <PageHead title={t('people:answer.hello', { name })}>
        <p className="lead">
          {invitedBy === null
            ? t('people:answer.asksPlain', { role: inSentence(t(`roles.${role}`)), unit })
            : t('people:answer.asks', { inviter: invitedBy, role: inSentence(t(`roles.${role}`)), unit })}
        </p>
        {from !== null && <p>{t('people:answer.from', { date: from })}</p>}
        {until !== null && <p>{t('people:answer.until', { date: until })}</p>}
      </PageHead>
      {stranger !== null && <Notice tone="warning">{t('people:answer.stranger', { name: stranger })}</Notice>}
      <Form method="post" className="form-actions">
        <Button name="answer" value="yes">
          {t('people:answer.yes')}
        </Button>
        <Button variant="secondary" name="answer" value="no">
          {t('people:answer.no')}
        </Button>
      </Form>
      <p className="quiet small">{t('people:answer.keeps')}</p>
    </div>
  )
}
