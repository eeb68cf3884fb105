import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useEffect } from 'react'
import { correctAddress, sendAgain, withdraw } from '~server/domain/cohorts/invitations/changes'
import { getMailing } from '~server/domain/cohorts/invitations/progress'
import { correctionForm, invitationForm } from '~server/domain/cohorts/invitations/schema'
import { MailingDone, type Done } from '~/components/invitations/mailing-done'
import { MailingProgress } from '~/components/invitations/mailing-progress'
import { MailingRows } from '~/components/invitations/mailing-rows'
import { WithdrawAll } from '~/components/invitations/withdraw-all'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useErrorText } from '~/components/ui/error-text'
import { dayText, momentText } from '~/lib/dates'
import { readForm } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { useRefresh } from '~/live/use-refresh'
import { isDomainError } from '~server/domain/shared/errors'

export const handle = { words: ['invitations'] } as const
await wordsOf(handle.words)

const EVERY_MS = 2_000

export const loader = signedIn(async ({ actor, request, params, t }) => {
  const mailing = await getMailing(actor, params.id('cohortId'), params.id('mailingId'))
  const skipped = Number(new URL(request.url).searchParams.get('utelatt') ?? 0)
  const title = t('invitations:mailing.title', { day: momentText(t, mailing.createdAt) })
  return { title, mailing, skipped: Number.isInteger(skipped) && skipped > 0 ? skipped : 0 }
})

interface Answer {
  done: Done | null
  error: string | null
}

export const action = signedIn(async ({ actor, request, params }) => {
  const mailingId = params.id('mailingId')
  try {
    return data<Answer>({ done: await change(), error: null })
  } catch (error) {
    if (!isDomainError(error) || !error.reason.includes('.')) throw error
    return data<Answer>({ done: null, error: error.reason }, { status: 409 })
  }

  async function change(): Promise<Done | null> {
    const intent = (await request.clone().formData()).get('intent')
    if (intent === 'again-all') return { kind: 'again', count: await sendAgain(actor, mailingId, null) }
    if (intent === 'withdraw-all') return { kind: 'withdrawn', count: await withdraw(actor, mailingId, null) }
    if (intent === 'correct') {
      const submission = await readForm(request, correctionForm)
      if (submission.status !== 'success') return { kind: 'wrong', reason: 'errors.email' }
      await correctAddress(actor, mailingId, submission.value)
      return { kind: 'corrected' }
    }
    const submission = await readForm(request, invitationForm)
    if (submission.status !== 'success') return null
    const { invitationId } = submission.value
    if (intent === 'withdraw')
      return { kind: 'withdrawn', count: await withdraw(actor, mailingId, invitationId) }
    return { kind: 'again', count: await sendAgain(actor, mailingId, invitationId) }
  }
})

export const meta = pageTitle

export default function Mailing() {
  const t = useWords()
  const errorText = useErrorText()
  const { title, mailing, skipped } = useLoaderData<typeof loader>()
  const answer = useActionData<Answer>()
  const going = mailing.done < mailing.total
  useLook(going)
  const { cohort, deadline, step } = mailing
  return (
    <div className="stack" data-space="wide">
      <PageHead
        title={title}
        back={{
          to: `/puljer/${cohort.id}/invitasjoner`,
          label: t('invitations:mailing.backToAll'),
        }}
      >
        <p className="quiet">
          {t('invitations:mailing.deadline', { day: dayText(t, deadline.toISOString().slice(0, 10)) })}
        </p>
        {answer?.error != null && (
          <Notice tone="danger" live>
            {errorText(answer.error)}
          </Notice>
        )}
        <MailingDone done={answer?.done ?? null} />
        {skipped > 0 && (
          <Notice>
            {t('invitations:done.skipped', { who: t(`invitations:count.${step}`, { count: skipped }) })}
          </Notice>
        )}
      </PageHead>
      <MailingProgress mailing={mailing} />
      <MailingRows rows={mailing.rows} />
      <WithdrawAll rows={mailing.rows} />
    </div>
  )
}

/** While mails are on their way the page looks again every other second. */
function useLook(going: boolean): void {
  const refresh = useRefresh()
  useEffect(() => {
    if (!going) return
    const timer = setInterval(refresh, EVERY_MS)
    return () => clearInterval(timer)
  }, [going, refresh])
}
