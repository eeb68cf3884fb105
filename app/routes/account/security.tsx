import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { isDemanded } from '~server/auth/factors'
import { listIdentities, unlinkIdentity } from '~server/auth/identities'
import { listPasskeys, removePasskey, renamePasskey } from '~server/auth/passkeys'
import { factorsOf } from '~server/auth/second-factor'
import { beginTotp, removeTotp } from '~server/auth/totp'
import { isDomainError } from '~server/domain/shared/errors'
import { AppAndCodes } from '~/components/account/second-factor'
import { Identities } from '~/components/account/identities'
import { Passkeys } from '~/components/account/passkeys'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useErrorText } from '~/components/ui/error-text'
import { momentText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { withAccount, type PageArgs } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { providerOf } from './providers.server'
import { nameForm } from './second-factor.server'

export const handle = { words: ['security'] } as const
await wordsOf(handle.words)

const HERE = '/profil/sikkerhet'

export const loader = withAccount(async ({ actor, context, t }) => {
  const { rule, oidc } = context.signIn
  const [factors, passkeys, identities] = await Promise.all([
    factorsOf(actor.personId),
    listPasskeys(actor),
    listIdentities(actor),
  ])
  const linked = identities.map(({ issuer, since }) => ({
    issuer,
    provider: oidc.providerOf(issuer),
    host: new URL(issuer).host,
    since: momentText(t, since),
  }))
  return {
    title: t('security:profile.title'),
    demanded: isDemanded(rule, actor.grants),
    totp: factors.totp,
    recoveryCodes: factors.recoveryCodes,
    passkeys: passkeys.map(({ createdAt, lastUsedAt, ...passkey }) => ({
      ...passkey,
      made: momentText(t, createdAt),
      used: lastUsedAt === null ? null : momentText(t, lastUsedAt),
    })),
    identities: linked,
    linkable: oidc.names.filter(id => !linked.some(({ provider }) => provider === id)),
  }
})

/** Changes one thing about how the actor signs in. What is refused is said on the page. */
export const action = withAccount(async args => {
  try {
    return (await change(args)) ?? redirect(`${HERE}?lagret=1`)
  } catch (error) {
    if (isDomainError(error) && error.reason.startsWith('factor.'))
      return data({ refused: error.reason }, { status: 400 })
    throw error
  }
})

async function change({ actor, request, context }: PageArgs): Promise<Response | null> {
  const form = await request.formData()
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const { rule, key, oidc } = context.signIn
  const demanded = isDemanded(rule, actor.grants)
  switch (text('intent')) {
    case 'rename-passkey': {
      const name = nameForm.safeParse({ name: text('name') }).data?.name
      if (name !== undefined) await renamePasskey(actor, text('id'), name)
      return null
    }
    case 'remove-passkey':
      await removePasskey(actor, text('id'), demanded)
      return null
    case 'begin-app':
      await beginTotp(actor, key)
      return redirect(`/logg-inn/app?til=${HERE}`)
    case 'remove-app':
      await removeTotp(actor, demanded)
      return null
    case 'unlink':
      await unlinkIdentity(actor, text('issuer'), oidc.providerOf(text('issuer')) ?? '')
      return null
    case 'link': {
      const id = providerOf(context, text('provider'))
      const { token, expiresAt } = await oidc.begin(id, context.caller, HERE, actor)
      const headers = { 'Set-Cookie': context.cookies.provider.set(token, expiresAt) }
      return redirect(`/logg-inn/hos/${id}/videre`, { headers })
    }
    default:
      return null
  }
}

export const meta = pageTitle

export default function Security() {
  const t = useWords()
  const errorText = useErrorText()
  const { demanded, totp, recoveryCodes, passkeys, identities, linkable } = useLoaderData<typeof loader>()
  const refused = useActionData<{ refused?: string }>()?.refused
  const [query] = useSearchParams()
  return (
    <div className="stack measure" data-space="wide">
      <PageHead
        title={t('security:profile.title')}
        back={{ to: '/profil', label: t('security:profile.back') }}
      />
      {refused !== undefined && (
        <Notice tone="danger" live>
          {errorText(refused)}
        </Notice>
      )}
      {refused === undefined && query.has('lagret') && (
        <Notice tone="success" live>
          {t('security:profile.saved')}
        </Notice>
      )}
      {demanded && <Notice>{t('security:profile.demanded')}</Notice>}
      <Passkeys passkeys={passkeys} />
      <AppAndCodes totp={totp} codes={recoveryCodes} covered={totp || passkeys.length > 0} />
      {(identities.length > 0 || linkable.length > 0) && (
        <Identities identities={identities} linkable={linkable} />
      )}
    </div>
  )
}
