import { useForm } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { confirmSession } from '~server/auth/second-factor'
import { confirmTotp, waitingTotp } from '~server/auth/totp'
import { conflict } from '~server/domain/shared/errors'
import { Button } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { TextField } from '~/components/ui/field'
import { PageHead } from '~/components/ui/page-head'
import { submit } from '~/lib/forms.server'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { qrOf } from '~/lib/qr.server'
import { anyone } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { codeForm, enrollerOf, onwards, tilOf, withTil } from './second-factor.server'

export const handle = { words: ['security'] } as const
await wordsOf(handle.words)

export const loader = anyone(async ({ request, context, t }) => {
  const til = tilOf(request)
  const waiting = await waitingTotp(await enrollerOf(context, til), context.signIn.key)
  if (waiting === null) throw redirect(til)
  return {
    title: t('security:app.title'),
    til,
    qr: qrOf(waiting.uri),
    // In fours, as it is typed.
    secret: waiting.secret.replace(/(.{4})(?=.)/g, '$1 '),
  }
})

/** Takes the first code of the app. From here on the session has two factors. */
export const action = anyone(async ({ request, context }) => {
  const til = tilOf(request)
  const holder = await enrollerOf(context, til)
  return submit(
    request,
    codeForm,
    async ({ code }) => {
      if (!(await confirmTotp(holder, context.signIn.key, code))) throw conflict('factor.wrongCode')
      return onwards(context, await confirmSession(holder), withTil('/logg-inn/reservekoder', til))
    },
    { 'factor.wrongCode': 'code' },
  )
})

export const meta = pageTitle

export default function NewApp() {
  const t = useWords()
  const { til, qr, secret } = useLoaderData<typeof loader>()
  const [form, fields] = useForm<{ code: string }>({
    id: 'new-app',
    lastResult: useActionData<FormAnswer>(),
  })
  return (
    <div className="narrow stack">
      <PageHead title={t('security:app.title')} />
      <ErrorSummary form={form} labels={{ code: t('security:app.code') }} />
      <ol className="steps stack">
        <li>{t('security:app.step1')}</li>
        <li>
          <p>{t('security:app.step2')}</p>
          <svg
            className="qr"
            role="img"
            aria-label={t('security:app.qr')}
            viewBox={`0 0 ${qr.size} ${qr.size}`}
          >
            <rect width={qr.size} height={qr.size} fill="#fff" />
            <path d={qr.path} fill="#000" shapeRendering="crispEdges" />
          </svg>
          <p>
            <span className="quiet small">{t('security:app.secret')}</span>
            <br />
            <code className="secret">{secret}</code>
          </p>
        </li>
        <li>{t('security:app.step3')}</li>
      </ol>
      <form
        id={form.id}
        className="form"
        method="post"
        action={`/logg-inn/app?til=${encodeURIComponent(til)}`}
        noValidate
      >
        <TextField
          field={fields.code}
          label={t('security:app.code')}
          className="code-input"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
        />
        <Button>{t('security:app.save')}</Button>
      </form>
    </div>
  )
}
