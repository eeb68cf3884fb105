import { useLoaderData } from '@remix-run/react'
import { AddTable } from '~/components/gatherings/add-table'
import { Agenda } from '~/components/gatherings/agenda'
import { GatheringFacts } from '~/components/gatherings/gathering-facts'
import { JoinCode } from '~/components/gatherings/join-code'
import { TableCard } from '~/components/gatherings/table-card'
import { TableOrganiser } from '~/components/gatherings/table-organiser'
import { WhoIsHere } from '~/components/gatherings/who-is-here'
import { RoundList } from '~/components/rounds/round-list'
import { ButtonLink } from '~/components/ui/button'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { useGatheringNow } from '~/live/use-live-events'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { cohortName, inLanguage } from '~/lib/texts'
import { wordsOf } from '~/lib/words'
import { gatheringPage } from './gathering-view.server'
import { organise } from './organising.server'

export const handle = { words: ['gatherings', 'rounds'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const { templates: choices, ...page } = await gatheringPage(actor, params.id('gatheringId'))
  const locale = localeOf(request, context)
  const cohort = cohortName(t, locale, page.gathering.cohort)
  const templates = choices.map(({ key, name }) => ({
    value: key,
    label: name === null ? t(`gatherings:organise.templates.${key}`) : inLanguage(name, locale),
  }))
  const address = `${context.origin.replace(/^https?:\/\//, '')}/bli-med`
  return { title: page.gathering.title, guest: actor.kind === 'guest', address, cohort, templates, ...page }
})

export const action = signedIn(({ actor, request, params, context }) =>
  organise(actor, params.id('gatheringId'), request, localeOf(request, context)),
)

export const meta = pageTitle

export default function Gathering() {
  const t = useWords()
  const { gathering, tables, rounds, candidates, templates, guest, address, cohort } =
    useLoaderData<typeof loader>()
  const { id, level, title, agenda, when, can, joinCode } = gathering
  const { people, changedAt } = useGatheringNow(id)
  // One's own table first: it is what most people come for.
  const ordered = [...tables].sort((a, b) => Number(b.right === 'write') - Number(a.right === 'write'))
  return (
    <div className="stack" data-space="wide">
      <PageHead
        title={title}
        {...(guest
          ? {}
          : {
              back: { to: `/puljer/${gathering.cohort.id}`, label: cohort },
            })}
      >
        <p className="eyebrow">{t(`gatherings:levels.${level}`)}</p>
        <GatheringFacts {...gathering} />
        {can.edit && (
          <ButtonLink to={`/samlinger/${id}/rediger`} variant="secondary">
            {t('gatherings:page.edit')}
          </ButtonLink>
        )}
      </PageHead>
      {joinCode !== null && (
        <div className="two-columns">
          <JoinCode code={joinCode} address={address} open={tables.some(table => table.openToGuests)} />
          {people !== null && <WhoIsHere people={people} />}
        </div>
      )}
      <section className="stack" aria-labelledby="tables">
        <h2 id="tables">{t('gatherings:page.tables')}</h2>
        {tables.length === 0 && (
          <p>{t(can.edit ? 'gatherings:page.noTablesOrganiser' : 'gatherings:page.noTables')}</p>
        )}
        <ul className="cards">
          {ordered.map(table => (
            <TableCard
              key={table.id}
              table={table}
              seated={table.seated}
              writtenAt={changedAt[table.id] ?? null}
            >
              {can.edit ? (
                <TableOrganiser table={table} seated={table.seated ?? []} candidates={candidates} />
              ) : null}
            </TableCard>
          ))}
        </ul>
        {can.edit && <AddTable key={tables.length} templates={templates} />}
      </section>
      <RoundList
        gatheringId={id}
        rounds={rounds}
        canLead={can.edit}
        seated={tables.some(({ right }) => right === 'write')}
      />
      {(can.edit || tables.some(({ right }) => right === 'write')) && (
        <p>
          <ButtonLink to={`/samlinger/${id}/host`} variant="secondary">
            {t('gatherings:page.board')}
          </ButtonLink>
        </p>
      )}
      <section className="stack" aria-labelledby="agenda">
        <h2 id="agenda">{t('gatherings:page.agenda')}</h2>
        {agenda.length === 0 ? <p>{t('gatherings:page.noAgenda')}</p> : <Agenda items={agenda} when={when} />}
      </section>
      {joinCode === null && people !== null && <WhoIsHere people={people} />}
    </div>
  )
}
