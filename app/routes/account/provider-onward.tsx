import { redirect, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Onward, refreshTo } from '~/components/account/onward'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { providerOf } from './providers.server'

export const handle = { words: ['security'] } as const
await wordsOf(handle.words)

/** On the way to a provider whose identity is to be linked. */
export const loader = signedIn(async ({ request, context, params, t }) => {
  const id = providerOf(context, params.text('provider'))
  const token = context.cookies.provider.read(context.cookieHeader)
  const address =
    token === null ? null : await context.signIn.oidc.address(id, token, localeOf(request, context))
  if (address === null) throw redirect(`/logg-inn/hos/${id}/svar?borte=1&til=/profil/sikkerhet`)
  const name = t(`security:providers.${id}`)
  return { title: t('security:onward.title', { name }), name, to: address.href }
})

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data === undefined ? [] : [{ title: `${data.title} – Pulje` }, refreshTo(data.to)]

export default function ProviderOnward() {
  const t = useWords()
  const { title, name, to } = useLoaderData<typeof loader>()
  return (
    <Onward
      to={to}
      title={title}
      text={t('security:onward.text')}
      label={t('security:onward.go', { name })}
    />
  )
}
