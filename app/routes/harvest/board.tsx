import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getBoard } from '~server/domain/gatherings/harvest/board'
import { getHarvest } from '~server/domain/gatherings/harvest/harvests'
import { listResults } from '~server/domain/gatherings/harvest/results'
import { boardForm } from '~server/domain/gatherings/harvest/schema'
import { forbidden, isDomainError } from '~server/domain/shared/errors'
import { Board, EmptyBoard } from '~/components/harvest/board'
import { BoardHead, BoardNotices, type BoardAnswer } from '~/components/harvest/board-head'
import { HarvestFiles } from '~/components/harvest/files'
import { Results } from '~/components/harvest/results'
import { PageHead } from '~/components/ui/page-head'
import { readForm } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { useHarvestNow } from '~/live/use-harvest'
import { actOnBoard } from './acting.server'

export const handle = { words: ['harvest'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, params, t }) => {
  const harvest = await getHarvest(actor, params.id('gatheringId'))
  const lead = harvest.face === 'lead'
  const query = new URL(request.url).searchParams
  return {
    title: t('harvest:title'),
    harvest,
    results: lead ? null : await listResults(harvest),
    board: lead ? await getBoard(actor, harvest.gathering.id) : null,
    looking: { words: (query.get('sok') ?? '').slice(0, 100), table: query.get('bord') ?? '' },
    freshId: crypto.randomUUID(),
  }
})

export const action = signedIn(async ({ actor, request, params }) => {
  const { face, gathering } = await getHarvest(actor, params.id('gatheringId'))
  if (face !== 'lead') throw forbidden()
  const form = await readForm(request, boardForm)
  if (form.status !== 'success') {
    const [error = 'errors.other'] = Object.values(form.error ?? {}).flatMap(reasons => reasons ?? [])
    return data<BoardAnswer>({ error }, { status: 400 })
  }
  try {
    const answer = await actOnBoard(actor, gathering.id, form.value)
    const told = answer.collected !== undefined || (answer.overtook ?? answer.stayed ?? 0) > 0
    if (told) return data<BoardAnswer>(answer)
  } catch (error) {
    if (!isDomainError(error) || !error.reason.includes('.')) throw error
    return data<BoardAnswer>({ error: error.reason }, { status: 409 })
  }
  const { search } = new URL(request.url)
  return redirect(`/samlinger/${gathering.id}/host${search}`)
})

export const meta = pageTitle

export default function BoardPage() {
  const t = useWords()
  const { harvest, results, board, looking, freshId } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { id, title } = harvest.gathering
  useHarvestNow(id)
  return (
    <div className="stack">
      <PageHead title={t('harvest:title')} back={{ to: `/samlinger/${id}`, label: title }}>
        <p className="lead">{t(LEADS[harvest.face])}</p>
        {(board?.statements.length ?? results?.length ?? 0) > 0 && <HarvestFiles gatheringId={id} />}
      </PageHead>
      {board === null ? (
        <Results themes={results} />
      ) : (
        <>
          <BoardHead harvest={harvest} board={board} />
          <BoardNotices answer={answer} board={board} />
          {board.statements.length === 0 && board.themes.length === 0 ? (
            <EmptyBoard />
          ) : (
            <Board board={board} looking={looking} freshId={freshId} />
          )}
        </>
      )}
    </div>
  )
}

const LEADS = {
  lead: 'harvest:lead',
  hall: 'harvest:resultsLead',
  above: 'harvest:aboveLead',
} as const
