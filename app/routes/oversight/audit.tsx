import { useLoaderData } from '@remix-run/react'
import { listAudit } from '~server/domain/audit/audit'
import { AuditFilterForm } from '~/components/oversight/audit-filter'
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
  const { entries, next } = await listAudit(actor, chosen)
  return {
    title: t('oversight:audit.title'),
    chosen,
    entries: entries.map(entry => ({
      ...entry,
      at: momentText(t, entry.at),
      // A kind that has no words yet is better named by its key than left out.
      what: t(`oversight:audit.events.${entry.type}` as 'oversight:audit.title', {
        defaultValue: entry.type,
      }),
      personHref: entry.person && addressOf({ ...chosen, before: undefined, person: entry.person.id }),
      unitHref: entry.unit && addressOf({ ...chosen, before: undefined, unit: entry.unit.id }),
    })),
    older: next === null ? null : addressOf({ ...chosen, before: next }),
    file: `/revisjon/fil${addressOf({ ...chosen, before: undefined })}`,
  }
})

export const meta = pageTitle

export default function Audit() {
  const t = useWords()
  const { chosen, entries, older, file } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-space="wide">
      <PageHead title={t('oversight:audit.title')}>
        <p className="lead">{t('oversight:audit.lead')}</p>
      </PageHead>
      <AuditFilterForm chosen={chosen} />
      {entries.length === 0 ? (
        <Empty title={t('oversight:audit.none')}>
          <a href="/revisjon">{t('oversight:audit.all')}</a>
        </Empty>
      ) : (
        <AuditTable entries={entries} older={older} file={file} />
      )}
    </div>
  )
}
