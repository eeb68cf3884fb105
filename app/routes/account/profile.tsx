import { data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { endOtherSessions, endOwnSession, listOwnSessions } from '~server/auth/own-sessions'
import { ownProfile } from '~server/domain/organisations/own-profile'
import { forbidden } from '~server/domain/shared/errors'
import { OwnSessions } from '~/components/account/own-sessions'
import { PageHead } from '~/components/ui/page-head'
import { LanguageSwitch } from '~/components/layout/language-switch'
import { momentText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'

export const loader = signedIn(async ({ actor, request, context, t }) => {
  if (actor.kind === 'guest') throw redirect('/')
  const [profile, sessions] = await Promise.all([ownProfile(actor), listOwnSessions(actor)])
  return {
    title: t('account:profile.title'),
    locale: localeOf(request, context),
    profile,
    sessions: sessions.map(session => ({ ...session, since: momentText(t, session.since) })),
  }
})

/** Ends one session, or all but this one. */
export const action = signedIn(async ({ actor, request }) => {
  if (actor.kind === 'guest') throw forbidden()
  const form = await request.formData()
  const one = form.get('session')
  if (typeof one === 'string') await endOwnSession(actor, one)
  else if (form.get('intent') === 'others') await endOtherSessions(actor)
  return data({ ended: true })
})

export const meta = pageTitle

export default function Profile() {
  const t = useWords()
  const { locale, profile, sessions } = useLoaderData<typeof loader>()
  return (
    <div className="stack measure" data-space="wide">
      <PageHead title={t('account:profile.title')} />
      <section className="stack" data-space="close">
        <dl className="facts">
          <div>
            <dt>{t('account:profile.name')}</dt>
            <dd>{profile.name}</dd>
          </div>
          <div>
            <dt>{t('account:profile.email')}</dt>
            <dd>{profile.email}</dd>
          </div>
        </dl>
        <h2>{t('account:profile.roles')}</h2>
        {profile.roles.length === 0 ? (
          <p>{t('account:profile.noRoles')}</p>
        ) : (
          <ul className="bullets">
            {profile.roles.map(({ role, unit }) => (
              <li key={role + unit}>{t('account:profile.roleAt', { role: t(`roles.${role}`), unit })}</li>
            ))}
          </ul>
        )}
        <p className="quiet small">{t('account:profile.changes')}</p>
      </section>
      <section className="stack" data-space="close">
        <h2>{t('account:profile.language')}</h2>
        <LanguageSwitch current={locale} label={t('account:profile.language')} />
      </section>
      <OwnSessions sessions={sessions} />
    </div>
  )
}
