import { redirect, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Onward, refreshTo } from '~/components/account/onward'
import { useWords } from '~/lib/i18n'
import { anyone } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { providerOf } from './providers.server'

export const handle = { words: ['security'] } as const
await wordsOf(handle.words)

/** Signed out here; on the way to being signed out at the provider too. */
export const loader = anyone(async ({ context, params, t }) => {
  const id = providerOf(context, params.text('provider'))
  const address = await context.signIn.oidc.signOutAddress(`oidc:${id}`)
  if (address === null) throw redirect('/')
  const name = t(`security:providers.${id}`)
  return { title: t('security:onward.outTitle'), name, to: address.href }
})

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data === undefined ? [] : [{ title: `${data.title} – Pulje` }, refreshTo(data.to)]

export default function SignOutOnward() {
  const t = useWords()
  const { title, name, to } = useLoaderData<typeof loader>()
  return (
    <Onward
      to={to}
      title={title}
      text={t('security:onward.outText', { name })}
      label={t('security:onward.out', { name })}
    />
  )
}
