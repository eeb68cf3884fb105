import { useForm } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { verifyCode } from '~server/auth/sign-in'
import { DomainError } from '~server/domain/shared/errors'
import { Button } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { TextField } from '~/components/ui/field'
import { PageHead } from '~/components/ui/page-head'
import type { FormAnswer } from '~/lib/forms'
import { submit } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { safeReturn } from '~/lib/respond'
import { wordsOf } from '~/lib/words'
import { codeForm } from './forms.server'

export const handle = { words: ['account'] } as const
await wordsOf(handle.words)

export const loader = anyone(async ({ request, context, t }) => {
  const til = safeReturn(new URL(request.url).searchParams.get('til'))
  if (context.cookies.signIn.read(context.cookieHeader) === null)
    throw redirect(`/logg-inn?til=${encodeURIComponent(til)}`)
  return { title: t('account:code.title'), til, demo: context.mode === 'demo' }
})

export const action = anyone(async ({ request, context }) => {
  const { cookies, caller, cookieHeader } = context
  const til = safeReturn(new URL(request.url).searchParams.get('til'))
  return submit(
    request,
    codeForm,
    async ({ code }) => {
      const token = cookies.signIn.read(cookieHeader)
      const session = token === null ? null : await verifyCode(token, code, caller)
      if (session === null) throw new DomainError('conflict', 'signIn.wrongCode')
      const headers = new Headers()
      headers.append('Set-Cookie', cookies.session.set(session.token, session.expiresAt))
      headers.append('Set-Cookie', cookies.signIn.clear())
      return redirect(til, { headers })
    },
    { 'signIn.wrongCode': 'code' },
  )
})

export const meta = pageTitle

export default function SignInCode() {
  const t = useWords()
  const { til, demo } = useLoaderData<typeof loader>()
  const [form, fields] = useForm<{ code: string }>({
    id: 'sign-in-code',
    lastResult: useActionData<FormAnswer>(),
  })
  const query = `?til=${encodeURIComponent(til)}`
  return (
    <div className="narrow stack">
      <PageHead title={t('account:code.title')}>
        <p className="lead">{t('account:code.lead')}</p>
      </PageHead>
      <ErrorSummary form={form} labels={{ code: t('account:code.code') }} />
      {demo && (
        <p className="demo-box">
          <Link to="/demo/e-post">{t('account:code.demo')}</Link>
        </p>
      )}
      <form id={form.id} className="form" method="post" action={`/logg-inn/kode${query}`} noValidate>
        <TextField
          field={fields.code}
          label={t('account:code.code')}
          className="code-input"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
        />
        <Button>{t('account:code.enter')}</Button>
      </form>
      <p>
        {t('account:code.wayOn')} <Link to={`/logg-inn${query}`}>{t('account:code.again')}</Link>
      </p>
    </div>
  )
}
