import { useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { createBatch, importChoices, listBatches } from '~server/domain/cohorts/imports/batches'
import { canImport } from '~server/domain/cohorts/imports/policy'
import { newImportForm } from '~server/domain/cohorts/imports/schema'
import { isDomainError, notFound } from '~server/domain/shared/errors'
import { BatchList } from '~/components/imports/batch-list'
import { NewImportForm, type NewImportFields } from '~/components/imports/new-import-form'
import { Templates } from '~/components/imports/templates'
import { PageHead } from '~/components/ui/page-head'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { cohortOptions } from '~/lib/texts'
import { wordsOf } from '~/lib/words'
import { readUpload } from './upload.server'

export const handle = { words: ['imports'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, t }) => {
  if (!canImport(actor)) throw notFound()
  const [{ units, cohorts }, batches] = await Promise.all([importChoices(actor), listBatches(actor)])
  return {
    title: t('imports:title'),
    units,
    cohorts: cohortOptions(t, localeOf(request, context), cohorts),
    batches: batches.map(({ headings: _, ...batch }) => batch),
  }
})

export const action = signedIn(async ({ actor, request }) => {
  if (!canImport(actor)) throw notFound()
  const upload = await readUpload(request).catch((error: unknown) => {
    if (isDomainError(error)) return error.reason
    throw error
  })
  const fields = typeof upload === 'string' ? new FormData() : upload.fields
  const submission = parseWithZod(fields, { schema: newImportForm, disableAutoCoercion: true })
  if (typeof upload === 'string' || upload.list === null) {
    const reason = typeof upload === 'string' ? upload : 'imports.empty'
    // The rest of what is too large is not waited for.
    const headers = { ...(reason === 'imports.too_large' && { Connection: 'close' }) }
    return data(submission.reply({ fieldErrors: { file: [reason] } }), { status: 400, headers })
  }
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 })
  try {
    const { id } = await createBatch(actor, submission.value, upload.list)
    return redirect(`/import/${id}`)
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'conflict') throw error
    return data(submission.reply({ fieldErrors: { file: [error.reason] } }), { status: 400 })
  }
})

export const meta = pageTitle

export default function Imports() {
  const t = useWords()
  const { units, cohorts, batches } = useLoaderData<typeof loader>()
  const [form, fields] = useForm<NewImportFields>({
    id: 'new-list',
    lastResult: useActionData<FormAnswer>(),
    defaultValue: { kind: 'units', orgUnitId: units[0]?.id, cohortId: '' },
  })
  return (
    <div className="stack" data-space="wide">
      <PageHead title={t('imports:title')}>
        <p className="lead">{t('imports:lead')}</p>
      </PageHead>
      <div className="import-start">
        <NewImportForm form={form} fields={fields} units={units} cohorts={cohorts} />
        <Templates units={units} />
      </div>
      <BatchList batches={batches} />
    </div>
  )
}
