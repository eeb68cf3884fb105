import { redirect } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { findInAudit, listAudit } from '~server/domain/audit/audit'
import { AuditFilterForm } from '~/components/oversight/audit-filter'
import { PeopleFound } from '~/components/oversight/people-found'
import { AuditTable } from '~/components/oversight/audit-table'
import { Empty } from '~/components/ui/empty'
import { PageHead } from '~/components/ui/page-head'
import { momentText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { addressOf, chosenIn } from './audit-choice.server'

export const handle = { words: ['oversight'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, t }) => {
  const chosen = chosenIn(request)
  const all = { ...chosen, before: undefined }
  const name = new URL(request.url).searchParams.get('navn')?.trim() ?? ''
  const found = name === '' ? null : await findInAudit(actor, name)
  const [one, ...others] = found ?? []
  // Chosen by who it is from here on: the name does not stand in the address any longer.
  if (one !== undefined && others.length === 0) throw redirect(addressOf({ ...all, person: one.id }))
  const { entries, next } = await listAudit(actor, chosen)
  const mentioned = entries.flatMap(({ actor: who, person }) => [who, person])
  return {
    title: t('oversight:audit.title'),
    chosen,
    name,
    found:
      found?.map(({ id, ...person }) => ({ ...person, href: addressOf({ ...all, person: id }) })) ?? null,
    about: mentioned.find(each => each !== null && each.id === chosen.person)?.name ?? null,
    everybody: addressOf({ ...all, person: undefined }),
    entries: entries.map(entry => ({
      ...entry,
      at: momentText(t, entry.at),
      // A kind that has no words yet is better named by its key than left out.
      what: t(`oversight:audit.events.${entry.type}` as 'oversight:audit.title', {
        defaultValue: entry.type,
      }),
      personHref: entry.person && addressOf({ ...all, person: entry.person.id }),
      unitHref: entry.unit && addressOf({ ...all, unit: entry.unit.id }),
    })),
    older: next === null ? null : addressOf({ ...chosen, before: next }),
    file: `/revisjon/fil${addressOf(all)}`,
  }
})

export const meta = pageTitle

export default function Audit() {
  const t = useWords()
  const { chosen, name, found, about, everybody, entries, older, file } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-space="wide">
      <PageHead title={t('oversight:audit.title')}>
        <p className="lead">{t('oversight:audit.lead')}</p>
      </PageHead>
      <AuditFilterForm chosen={chosen} name={name} />
      {chosen.person !== undefined && found === null && (
        <p role="status">
          {about === null ? t('oversight:audit.aboutOne') : t('oversight:audit.aboutPerson', { name: about })}{' '}
          <Link to={everybody}>{t('oversight:audit.everybody')}</Link>
        </p>
      )}
      {found !== null ? (
        <PeopleFound people={found} />
      ) : entries.length === 0 ? (
        <Empty title={t('oversight:audit.none')}>
          <a href="/revisjon">{t('oversight:audit.all')}</a>
        </Empty>
      ) : (
        <AuditTable entries={entries} older={older} file={file} />
      )}
    </div>
  )
}
