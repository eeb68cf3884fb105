import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { listOwnSessions } from '~server/auth/own-sessions'
import { ownProfile } from '~server/domain/organisations/own-profile'
import { ownFrequencies } from '~server/domain/people/notifications'
import { OwnName } from '~/components/account/own-name'
import { OwnDataLinks, OwnNews } from '~/components/account/own-news'
import { OwnRoles } from '~/components/account/own-roles'
import { OwnSessions } from '~/components/account/own-sessions'
import { useErrorText } from '~/components/ui/error-text'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { LanguageSwitch } from '~/components/layout/language-switch'
import { momentText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { withAccount } from '~/lib/request'
import { cohortName } from '~/lib/texts'
import { wordsOf } from '~/lib/words'
import { lastDay, onDay } from '~/routes/people/texts.server'
import { changeProfile, type ProfileAnswer } from './own-profile.server'

export const handle = { words: ['account', 'people', 'security'] } as const
await wordsOf(handle.words)

export const loader = withAccount(async ({ actor, request, context, t }) => {
  const [{ name, email, roles }, sessions, news] = await Promise.all([
    ownProfile(actor),
    listOwnSessions(actor),
    ownFrequencies(actor),
  ])
  const locale = localeOf(request, context)
  return {
    title: t('account:profile.title'),
    locale,
    profile: { name, email },
    roles: roles.map(({ cohort, since, until, ...role }) => ({
      ...role,
      cohort: cohort === null ? null : cohortName(t, locale, cohort),
      since: onDay(t, since),
      until: lastDay(t, until),
    })),
    news,
    sessions: sessions.map(session => ({ ...session, since: momentText(t, session.since) })),
  }
})

export const action = withAccount(async ({ actor, request, t }) => {
  const answer = await changeProfile(actor, await request.formData(), t)
  return data(answer, { status: answer.error === undefined ? 200 : 400 })
})

export const meta = pageTitle

export default function Profile() {
  const t = useWords()
  const errorText = useErrorText()
  const { locale, profile, roles, news, sessions } = useLoaderData<typeof loader>()
  const answer = useActionData<ProfileAnswer>()
  return (
    <div className="stack measure" data-space="wide">
      <PageHead title={t('account:profile.title')}>
        {answer?.error !== undefined && <Notice tone="danger">{errorText(answer.error)}</Notice>}
        {answer?.done !== undefined && (
          <Notice tone="success" live>
            {answer.done}
          </Notice>
        )}
      </PageHead>
      <OwnName name={profile.name} email={profile.email} />
      <OwnRoles roles={roles} refused={answer?.refused === true} />
      <section className="stack" data-space="close">
        <h2>{t('account:profile.language')}</h2>
        <LanguageSwitch current={locale} label={t('account:profile.language')} />
      </section>
      <OwnNews chosen={news} />
      <OwnSessions sessions={sessions} />
      <OwnDataLinks />
    </div>
  )
}
