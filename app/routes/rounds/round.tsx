import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useCallback } from 'react'
import { RoundPage } from '~/components/rounds/round-page'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { useRefresh } from '~/live/use-refresh'
import { useRoundNow } from '~/live/use-round'
import { ownRound, roundAt, takePart } from './round-view.server'

export const handle = { words: ['rounds', 'gatherings'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, params }) => {
  const round = await roundAt(actor, params)
  const query = new URL(request.url).searchParams
  return {
    title: round.title,
    round,
    own: await ownRound(actor, round),
    asked: query.get('steg'),
    prompt: Number.parseInt(query.get('sporsmal') ?? '1', 10) - 1,
    freshId: crypto.randomUUID(),
    person: actor.personId,
  }
})

export const action = signedIn(async ({ actor, request, params }) => {
  const round = await roundAt(actor, params)
  await takePart(actor, round, request)
  const { search } = new URL(request.url)
  return redirect(`/samlinger/${round.gatheringId}/runder/${round.id}${search}`)
})

export const meta = pageTitle

export default function Round() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const refresh = useRefresh()
  const { round, own } = page
  const mine = round.table?.id
  const told = useCallback(
    (tableId: string | null) => {
      if (tableId === null || tableId === mine) refresh()
    },
    [refresh, mine],
  )
  const now = useRoundNow(round.gatheringId, round.id, told)
  if (own === null || round.table === null) return <p>{t('rounds:noTable')}</p>
  return <RoundPage {...page} own={own} table={round.table} now={now} />
}
