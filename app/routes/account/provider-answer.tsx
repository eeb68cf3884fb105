import { data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '~/components/ui/button'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { safeReturn } from '~/lib/respond'
import { wordsOf } from '~/lib/words'
import { providerOf } from './providers.server'
import { onwards, tilOf } from './second-factor.server'

export const handle = { words: ['security'] } as const
await wordsOf(handle.words)

/** Where a provider sends people back to. Lets them in, or says in a sentence why not. */
export const loader = anyone(async ({ actor, request, context, params, t }) => {
  const id = providerOf(context, params.text('provider'))
  const { oidc } = context.signIn
  const { provider: jar } = context.cookies
  const url = new URL(request.url)
  const outcome = url.searchParams.has('borte')
    ? ({ kind: 'refused', problem: 'away', linking: actor !== null, returnTo: tilOf(request) } as const)
    : await oidc.finish(id, { url, token: jar.read(context.cookieHeader), actor, caller: context.caller })
  const til = safeReturn(outcome.returnTo)
  if (outcome.kind === 'linked') throw redirect(`${til}?lagret=1`, { headers: { 'Set-Cookie': jar.clear() } })
  if (outcome.kind === 'signed_in') {
    const answer = onwards(context, outcome.session, til)
    answer.headers.append('Set-Cookie', jar.clear())
    throw answer
  }
  const { problem, linking } = outcome
  const title = t(linking ? 'security:problems.linkTitle' : 'security:problems.title')
  return data(
    { title, problem, linking, til, id },
    { status: problem === 'away' ? 503 : 403, headers: { 'Cache-Control': 'no-store' } },
  )
})

export const meta = pageTitle

export default function ProviderAnswer() {
  const t = useWords()
  const { title, problem, linking, til, id } = useLoaderData<typeof loader>()
  const name = t(`security:providers.${id}`)
  const query = `?til=${encodeURIComponent(til)}`
  return (
    <div className="narrow stack">
      <PageHead title={title}>
        <p className="lead">{t(`security:problems.${problem}`, { name })}</p>
      </PageHead>
      <div className="form-actions">
        {linking ? (
          <ButtonLink to="/profil/sikkerhet">{t('security:problems.back')}</ButtonLink>
        ) : (
          <>
            <ButtonLink to={`/logg-inn/hos/${id}${query}`} reloadDocument>
              {t('security:problems.again')}
            </ButtonLink>
            <ButtonLink to={`/logg-inn${query}`} variant="secondary">
              {t('security:problems.email')}
            </ButtonLink>
          </>
        )}
      </div>
    </div>
  )
}
