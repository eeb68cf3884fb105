import { useForm } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requestCode } from '~server/auth/sign-in'
import { DemoAccounts } from '~/components/account/demo-accounts'
import { OtherWays } from '~/components/account/other-ways'
import { Button } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { TextField } from '~/components/ui/field'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { submit } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { safeReturn } from '~/lib/respond'
import type { FormAnswer } from '~/lib/forms'
import { wordsOf } from '~/lib/words'
import { emailForm } from './forms.server'

export const handle = { words: ['account', 'security'] } as const
await wordsOf(handle.words)

export const loader = anyone(async ({ actor, request, context, t }) => {
  const query = new URL(request.url).searchParams
  const til = safeReturn(query.get('til'))
  if (actor?.kind === 'account') throw redirect(til)
  if (context.pending !== null) throw redirect(`/logg-inn/bekreft?til=${encodeURIComponent(til)}`)
  return {
    title: t('account:signIn.title'),
    til,
    email: query.get('e') ?? '',
    demo: context.demoAccounts,
    providers: context.signIn.oidc.names,
    passkeyFailed: query.get('feil') === 'passnokkel',
  }
})

export const action = anyone(async ({ request, context }) => {
  const til = safeReturn(new URL(request.url).searchParams.get('til'))
  return submit(request, emailForm, async ({ email }) => {
    const { token, expiresAt } = await requestCode(email, context.caller)
    return redirect(`/logg-inn/kode?til=${encodeURIComponent(til)}`, {
      headers: { 'Set-Cookie': context.cookies.signIn.set(token, expiresAt) },
    })
  })
})

export const meta = pageTitle

export default function SignIn() {
  const t = useWords()
  const { til, email, demo, providers, passkeyFailed } = useLoaderData<typeof loader>()
  const [form, fields] = useForm<{ email: string }>({
    id: 'sign-in',
    lastResult: useActionData<FormAnswer>(),
    defaultValue: { email },
  })
  const here = `/logg-inn?til=${encodeURIComponent(til)}`
  return (
    <div className={demo === null ? 'narrow stack' : 'two-columns'}>
      <div className="stack">
        <PageHead title={t('account:signIn.title')}>
          <p className="lead">{t('account:signIn.lead')}</p>
        </PageHead>
        {passkeyFailed && (
          <Notice tone="warning" live>
            {t('security:signIn.passkeyFailed')}
          </Notice>
        )}
        <ErrorSummary form={form} labels={{ email: t('account:signIn.email') }} />
        <form id={form.id} className="form" method="post" action={here} noValidate>
          <TextField
            key={email}
            field={fields.email}
            label={t('account:signIn.email')}
            type="email"
            autoComplete="username webauthn"
            spellCheck={false}
          />
          <Button>{t('account:signIn.send')}</Button>
        </form>
        <OtherWays providers={providers} til={til} />
        <p>
          {t('account:signIn.guest')} <Link to="/bli-med">{t('account:signIn.join')}</Link>
        </p>
      </div>
      {demo !== null && <DemoAccounts accounts={demo} til={til} />}
    </div>
  )
}
