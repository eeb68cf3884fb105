import { useForm } from '@conform-to/react'
import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { takePasskey } from '~server/auth/passkey-sign-in'
import { takeRecoveryCode } from '~server/auth/recovery-codes'
import { confirmSession, factorsOf } from '~server/auth/second-factor'
import { beginTotp, takeTotp } from '~server/auth/totp'
import { conflict } from '~server/domain/shared/errors'
import { EnrolFactor } from '~/components/account/enrol-factor'
import { ShowFactor } from '~/components/account/show-factor'
import { submit } from '~/lib/forms.server'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { codeForm, enrollerOf, holderOf, onwards, recoveryForm, tilOf, withTil } from './second-factor.server'

export const handle = { words: ['security'] } as const
await wordsOf(handle.words)

export const loader = anyone(async ({ request, context, t }) => {
  const { pending } = context
  const til = tilOf(request)
  if (pending === null) throw redirect(context.actor === null ? withTil('/logg-inn', til) : til)
  const { totp, passkeys, recoveryCodes } = await factorsOf(pending.personId)
  const enrol = !totp && passkeys === 0
  return {
    title: t(enrol ? 'security:enrol.title' : 'security:confirm.title'),
    til,
    name: pending.name,
    enrol,
    totp,
    passkey: passkeys > 0,
    recovery: recoveryCodes > 0,
  }
})

/** Takes a second factor and lets the person in, or begins setting one up. */
export const action = anyone(async ({ request, context }) => {
  const til = tilOf(request)
  const holder = holderOf(context)
  const intent = (await request.clone().formData()).get('intent')
  const { key } = context.signIn
  if (intent === 'begin-app') {
    await beginTotp(await enrollerOf(context, til), key)
    return redirect(withTil('/logg-inn/app', til))
  }
  const enter = async (): Promise<Response> => onwards(context, await confirmSession(holder), til)
  if (intent === 'passkey') {
    const answer = (await request.formData()).get('credential')
    const token = context.cookies.passkey.read(context.cookieHeader)
    const right = typeof answer === 'string' && (await takePasskey(holder, context, token, answer))
    return right ? enter() : redirect(`${withTil('/logg-inn/bekreft', til)}&feil=passnokkel`)
  }
  if (intent === 'recovery') {
    return submit(
      request,
      recoveryForm,
      async ({ recovery }) => {
        if (!(await takeRecoveryCode(holder, recovery))) throw conflict('factor.wrongRecovery')
        return enter()
      },
      { 'factor.wrongRecovery': 'recovery' },
    )
  }
  return submit(
    request,
    codeForm,
    async ({ code }) => {
      if (!(await takeTotp(holder, key, code))) throw conflict('factor.wrongCode')
      return enter()
    },
    { 'factor.wrongCode': 'code' },
  )
})

export const meta = pageTitle

export default function Confirm() {
  const t = useWords()
  const facts = useLoaderData<typeof loader>()
  const lastResult = useActionData<FormAnswer>()
  const [code, codeFields] = useForm<{ code: string }>({ id: 'code', lastResult })
  const [recovery, recoveryFields] = useForm<{ recovery: string }>({ id: 'recovery', lastResult })
  const action = withQuery('/logg-inn/bekreft', facts.til)
  return (
    <div className="narrow stack">
      {facts.enrol ? (
        <EnrolFactor action={action} til={facts.til} />
      ) : (
        <ShowFactor
          facts={facts}
          action={action}
          forms={{ code, codeField: codeFields.code, recovery, recoveryField: recoveryFields.recovery }}
        />
      )}
      <form method="post" action="/logg-ut">
        <button className="ds-button" data-variant="tertiary">
          {t('security:confirm.signOut')}
        </button>
      </form>
    </div>
  )
}

const withQuery = (path: string, til: string): string => `${path}?til=${encodeURIComponent(til)}`
