import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { searchUnits } from '~server/domain/organisations/search'
import { canOpenSupport } from '~server/domain/support/policy'
import { supportForm } from '~server/domain/support/schema'
import { endSupport, listSupport, openSupport, type SupportView } from '~server/domain/support/support'
import type { Actor } from '~server/domain/shared/actor'
import { OpenSupportForm, UnitSearch } from '~/components/oversight/open-support'
import { SupportList } from '~/components/oversight/support-list'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { momentText } from '~/lib/dates'
import type { FormAnswer } from '~/lib/forms'
import { submit } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { withAccount } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['oversight'] } as const
await wordsOf(handle.words)

export const loader = withAccount(async ({ actor, request, t }) => {
  const query = new URL(request.url).searchParams
  const search = query.get('sok')?.trim() ?? ''
  const written = (row: SupportView) => ({
    ...row,
    from: momentText(t, row.from),
    to: momentText(t, row.to),
  })
  const all = (await listSupport(actor)).map(written)
  return {
    title: t('oversight:support.title'),
    done: query.get('gjort'),
    open: all.filter(row => row.open),
    earlier: all.filter(row => !row.open),
    search: canOpenSupport(actor) ? { text: search, hits: await hits(actor, search) } : null,
  }
})

async function hits(actor: Actor, text: string): Promise<{ value: string; label: string }[]> {
  if (text === '') return []
  const { units } = await searchUnits(actor, { text })
  return units.map(({ id, name, municipality }) => ({
    value: id,
    label: municipality === null || municipality.name === name ? name : `${name} (${municipality.name})`,
  }))
}

export const action = withAccount(async ({ actor, request }) => {
  const ended = (await request.clone().formData()).get('end')
  if (typeof ended === 'string') {
    await endSupport(actor, ended)
    return redirect('/brukerstotte?gjort=avsluttet')
  }
  return submit(request, supportForm, async form => {
    await openSupport(actor, form)
    return redirect('/brukerstotte?gjort=apnet')
  })
})

export const meta = pageTitle

export default function Support() {
  const t = useWords()
  const { open, earlier, search, done } = useLoaderData<typeof loader>()
  const answer = useActionData<FormAnswer>()
  return (
    <div className="stack measure" data-space="wide">
      <PageHead title={t('oversight:support.title')}>
        <p className="lead">{t('oversight:support.lead')}</p>
      </PageHead>
      {done === 'apnet' && (
        <Notice tone="success" live>
          {t('oversight:support.opened')}
        </Notice>
      )}
      {done === 'avsluttet' && (
        <Notice tone="success" live>
          {t('oversight:support.ended')}
        </Notice>
      )}
      <SupportList title={t('oversight:support.open')} none={t('oversight:support.none')} rows={open} />
      <SupportList
        title={t('oversight:support.earlier')}
        none={t('oversight:support.noneEarlier')}
        rows={earlier}
      />
      {search !== null && (
        <section className="stack" data-space="close" aria-labelledby="ny">
          <h2 id="ny">{t('oversight:support.new')}</h2>
          <p>{t('oversight:support.limits')}</p>
          <UnitSearch text={search.text} found={search.hits.length} />
          {search.hits.length > 0 && <OpenSupportForm units={search.hits} answer={answer} />}
        </section>
      )}
    </div>
  )
}
