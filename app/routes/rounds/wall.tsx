import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useCallback, useEffect, useRef } from 'react'
import { leadRound } from '~server/domain/gatherings/rounds/leading'
import { turnForm } from '~server/domain/gatherings/rounds/schema'
import { answerCall } from '~server/domain/gatherings/rounds/signals'
import { listWall } from '~server/domain/gatherings/rounds/wall'
import { notFound } from '~server/domain/shared/errors'
import { Wall } from '~/components/rounds/wall'
import { readForm } from '~/lib/forms.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { useGatheringNow } from '~/live/use-live-events'
import { useRefresh } from '~/live/use-refresh'
import { useRoundNow } from '~/live/use-round'
import { ledRound } from './round-view.server'

export const handle = { words: ['rounds', 'gatherings'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, params }) => {
  const round = await ledRound(actor, params)
  return { title: round.title, round, tables: await listWall(actor, round.id) }
})

export const action = signedIn(async ({ actor, request, params }) => {
  const { id, gatheringId } = await ledRound(actor, params)
  const form = await request.clone().formData()
  const intent = form.get('intent')
  const here = redirect(`/samlinger/${gatheringId}/runder/${id}/vegg`)
  if (intent === 'coming') {
    const tableId = form.get('tableId')
    await answerCall(actor, id, typeof tableId === 'string' ? tableId : '')
    return here
  }
  if (intent !== 'next' && intent !== 'back' && intent !== 'more') return here
  const turn = await readForm(request, turnForm)
  if (turn.status !== 'success') throw notFound()
  const { moved } = await leadRound(actor, id, intent, turn.value.turn)
  return moved ? here : data({ already: true })
})

export const meta = pageTitle

/** However many tables write at once, the wall asks once a second at most. */
const ASK_EVERY_MS = 1_000

export default function WallPage() {
  const { round, tables } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const refresh = useRefresh()
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null)
  const ask = useCallback(() => {
    waiting.current ??= setTimeout(() => {
      waiting.current = null
      refresh()
    }, ASK_EVERY_MS)
  }, [refresh])
  const now = useRoundNow(round.gatheringId, round.id, ask)
  const { changedAt } = useGatheringNow(round.gatheringId)
  useEffect(() => {
    if (Object.keys(changedAt).length > 0) ask()
  }, [changedAt, ask])
  useEffect(() => {
    if (now !== null && now.turn > round.turn) refresh()
  }, [now, round.turn, refresh])
  return <Wall round={round} tables={tables} already={answer?.already === true} />
}
