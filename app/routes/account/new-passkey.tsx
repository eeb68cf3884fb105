import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { registerPasskey } from '~server/auth/passkeys'
import { confirmSession, factorsOf } from '~server/auth/second-factor'
import { NewPasskeyForm } from '~/components/account/new-passkey-form'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { enrollerOf, nameForm, onwards, tilOf, withTil } from './second-factor.server'

export const handle = { words: ['security'] } as const
await wordsOf(handle.words)

export const loader = anyone(async ({ request, context, t }) => {
  const til = tilOf(request)
  await enrollerOf(context, til)
  return { title: t('security:newPasskey.title'), til }
})

/** Keeps the passkey that the device has made. From here on the session has two factors. */
export const action = anyone(async ({ request, context, t }) => {
  const til = tilOf(request)
  const holder = await enrollerOf(context, til)
  const form = await request.formData()
  const answer = form.get('credential')
  const name = nameForm.safeParse({ name: form.get('name') }).data?.name ?? t('security:newPasskey.suggested')
  const token = context.cookies.passkey.read(context.cookieHeader)
  if (typeof answer !== 'string' || !(await registerPasskey(holder, context, token, answer, name)))
    return data({ failed: true }, { status: 400 })
  const { recoveryCodes } = await factorsOf(holder.personId)
  const session = await confirmSession(holder)
  return onwards(context, session, recoveryCodes > 0 ? til : withTil('/logg-inn/reservekoder', til))
})

export const meta = pageTitle

export default function NewPasskey() {
  const t = useWords()
  const { til } = useLoaderData<typeof loader>()
  const failed = useActionData<{ failed: boolean }>()?.failed === true
  return (
    <div className="narrow stack">
      <PageHead title={t('security:newPasskey.title')}>
        <p className="lead">{t('security:newPasskey.lead')}</p>
      </PageHead>
      {failed && <Notice tone="warning">{t('security:newPasskey.failed')}</Notice>}
      <NewPasskeyForm action={`/logg-inn/ny-passnokkel?til=${encodeURIComponent(til)}`} />
      <noscript>{t('security:newPasskey.noScript')}</noscript>
    </div>
  )
}
