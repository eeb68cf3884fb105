import { useLoaderData } from '@remix-run/react'
import { desk } from '~server/domain/development/desk'
import { canHaveDesk } from '~server/domain/development/policy'
import { notFound } from '~server/domain/shared/errors'
import { DeskCards } from '~/components/home/desk-cards'
import { DeskFilter } from '~/components/home/desk-filter'
import { Empty } from '~/components/ui/empty'
import { PageHead } from '~/components/ui/page-head'
import { agoText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['cohorts', 'home'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, t }) => {
  if (!canHaveDesk(actor)) throw notFound()
  const units = await desk(actor)
  const now = new Date()
  const chosen = new URL(request.url).searchParams.get('kommune') ?? ''
  const municipalities = new Map(units.flatMap(({ municipality: m }) => (m === null ? [] : [[m.id, m.name]])))
  return {
    title: t('home:deskPage.title'),
    locale: localeOf(request, context),
    chosen: municipalities.has(chosen) ? chosen : '',
    municipalities: [...municipalities].map(([id, name]) => ({ id, name })),
    units: units
      .filter(({ municipality }) => !municipalities.has(chosen) || municipality?.id === chosen)
      .map(row => ({ ...row, ago: row.lastActivity === null ? null : agoText(t, row.lastActivity, now) })),
  }
})

export const meta = pageTitle

export default function Desk() {
  const t = useWords()
  const { locale, chosen, municipalities, units } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <PageHead title={t('home:deskPage.title')}>
        {units.length > 0 && <p className="lead">{t('home:deskPage.lead')}</p>}
      </PageHead>
      {municipalities.length > 1 && <DeskFilter chosen={chosen} municipalities={municipalities} />}
      {units.length === 0 ? (
        <Empty title={t('home:deskPage.empty')}>
          <p>{t('home:deskPage.emptyText')}</p>
        </Empty>
      ) : (
        <DeskCards units={units} locale={locale} />
      )}
    </div>
  )
}
