import { data } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { makeRecoveryCodes } from '~server/auth/recovery-codes'
import { factorsOf } from '~server/auth/second-factor'
import { NewRecoveryCodes } from '~/components/account/new-recovery-codes'
import { Button } from '~/components/ui/button'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { withAccount } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { tilOf } from './second-factor.server'

export const handle = { words: ['security'] } as const
await wordsOf(handle.words)

export const loader = withAccount(async ({ actor, request, t }) => {
  const { recoveryCodes } = await factorsOf(actor.personId)
  return { title: t('security:codes.title'), til: tilOf(request), left: recoveryCodes }
})

/** Makes the codes. They are in this answer and nowhere else. */
export const action = withAccount(async ({ actor }) => {
  return data({ codes: await makeRecoveryCodes(actor) }, { headers: { 'Cache-Control': 'no-store' } })
})

export const meta = pageTitle

export default function RecoveryCodes() {
  const t = useWords()
  const { til, left } = useLoaderData<typeof loader>()
  const codes = useActionData<{ codes: string[] }>()?.codes
  return (
    <div className="narrow stack">
      <PageHead title={t('security:codes.title')}>
        <p className="lead">{t('security:codes.lead')}</p>
      </PageHead>
      {codes === undefined ? (
        <>
          {left > 0 && <p>{t('security:codes.again', { count: left })}</p>}
          <Form className="form-actions" method="post">
            <Button>{t(left > 0 ? 'security:codes.makeNew' : 'security:codes.make')}</Button>
            <Link to={til}>{t('security:codes.later')}</Link>
          </Form>
        </>
      ) : (
        <NewRecoveryCodes codes={codes} til={til} />
      )}
    </div>
  )
}
