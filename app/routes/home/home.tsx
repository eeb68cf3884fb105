import { useLoaderData } from '@remix-run/react'
import { invitationTasks } from '~server/domain/cohorts/invitations/tasks'
import { listOpenSteps } from '~server/domain/cohorts/reports'
import { desk } from '~server/domain/development/desk'
import { canHaveDesk } from '~server/domain/development/policy'
import { home } from '~server/domain/gatherings/home'
import { asWorn } from '~server/domain/organisations/hats'
import { supportAtHome } from '~server/domain/support/support'
import type { Actor } from '~server/domain/shared/actor'
import { GuestHome } from '~/components/home/guest-home'
import { Landing } from '~/components/home/landing'
import { MemberHome } from '~/components/home/member-home'
import { momentText } from '~/lib/dates'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = {
  words: ['cohorts', 'cycle', 'gatherings', 'home', 'invitations', 'oversight'],
} as const
await wordsOf(handle.words)

export const loader = anyone(async ({ actor, request, context, t }) => {
  if (actor === null) return { title: null, page: null }
  // What is mine to do under the hat I wear; what I may do does not hang on it.
  const worn = await asWorn(actor)
  const [mine, followed, steps, tasks, looks] = await Promise.all([
    home(worn),
    followedBy(worn),
    listOpenSteps(worn),
    invitationTasks(worn),
    supportAtHome(actor),
  ])
  const page = {
    ...mine,
    followed,
    steps,
    tasks,
    looks: looks.map(look => ({ ...look, to: momentText(t, look.to) })),
    name: actor.name,
    kind: actor.kind,
    locale: localeOf(request, context),
  }
  return { title: t('home:title'), page }
})

/** How many units somebody follows, and how many of them have not written yet; null without a desk. */
async function followedBy(actor: Actor): Promise<{ units: number; silent: number } | null> {
  if (!canHaveDesk(actor)) return null
  const units = await desk(actor)
  return { units: units.length, silent: units.filter(unit => unit.lastActivity === null).length }
}

export const meta = pageTitle

export default function Home() {
  const { page } = useLoaderData<typeof loader>()
  if (page === null) return <Landing />
  return page.kind === 'guest' ? <GuestHome {...page} /> : <MemberHome {...page} />
}
