import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getBatch } from '~server/domain/cohorts/imports/batches'
import { summarise } from '~server/domain/cohorts/imports/confirm'
import { missingUnits } from '~server/domain/cohorts/imports/missing'
import { listRows } from '~server/domain/cohorts/imports/rows'
import { VERDICTS } from '~server/domain/cohorts/imports/schema'
import { Closed } from '~/components/imports/closed'
import { Preview } from '~/components/imports/preview'
import { Progress } from '~/components/imports/progress'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useErrorText } from '~/components/ui/error-text'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { cohortName } from '~/lib/texts'
import { wordsOf } from '~/lib/words'
import { changeImport, type ImportAnswer } from './changing.server'

export const handle = { words: ['imports'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const id = params.id('batchId')
  const batch = await getBatch(actor, id)
  const locale = localeOf(request, context)
  const title = t('imports:preview.title')
  const cohort = batch.cohort === null ? null : cohortName(t, locale, batch.cohort)
  if (batch.status !== 'preview') return { title, batch, cohort, preview: null }
  const query = new URL(request.url).searchParams
  const filter = {
    result: VERDICTS.find(verdict => verdict === query.get('vis')),
    code: query.get('merknad') ?? undefined,
    page: Math.max(1, Number.parseInt(query.get('side') ?? '1', 10) || 1),
  }
  const [rows, summary, missing] = await Promise.all([
    listRows(actor, id, filter, locale),
    batch.can.change ? summarise(actor, id) : batch.summary,
    missingUnits(actor, id),
  ])
  return { title, batch: { ...batch, summary }, cohort, preview: { filter, missing, ...rows } }
})

export const action = signedIn(async ({ actor, request, params }) => {
  const answer = await changeImport(actor, params.id('batchId'), request)
  if (answer.gone) return redirect('/import')
  return data(answer, { status: answer.problem === null && answer.blocked.length === 0 ? 200 : 409 })
})

export const meta = pageTitle

export default function Import() {
  const t = useWords()
  const errorText = useErrorText()
  const { batch, cohort, preview } = useLoaderData<typeof loader>()
  const answer = useActionData<ImportAnswer>()
  const file = batch.fileName === '' ? t('imports:list.pasted') : batch.fileName
  const place = { file, unit: batch.unit.name }
  return (
    <div className="stack" data-space="wide">
      <PageHead
        title={t(preview === null ? HEADS[batch.status] : 'imports:preview.title')}
        back={{ to: '/import', label: t('imports:title') }}
      >
        <p className="quiet">
          {cohort === null
            ? t('imports:preview.for', place)
            : t('imports:preview.forCohort', { ...place, cohort })}
        </p>
        <div role="status">
          {answer?.problem != null && <Notice tone="warning">{errorText(answer.problem)}</Notice>}
        </div>
      </PageHead>
      {preview !== null && <Preview batch={batch} {...preview} />}
      {(batch.status === 'waiting' || batch.status === 'writing') && <Progress {...batch} />}
      {['done', 'undone', 'failed'].includes(batch.status) && (
        <Closed batch={batch} blocked={answer?.blocked ?? []} />
      )}
    </div>
  )
}

const HEADS = {
  waiting: 'imports:progress.reading',
  preview: 'imports:preview.title',
  writing: 'imports:progress.writing',
  done: 'imports:done.title',
  undone: 'imports:done.undone',
  failed: 'imports:done.failed',
} as const
