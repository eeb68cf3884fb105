import { useLoaderData } from '@remix-run/react'
import { getHarvest } from '~server/domain/gatherings/harvest/harvests'
import { listResults } from '~server/domain/gatherings/harvest/results'
import { Results } from '~/components/harvest/results'
import { Button } from '~/components/ui/button'
import { ClientOnly } from '~/components/ui/client-only'
import { PageHead } from '~/components/ui/page-head'
import { momentText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['harvest'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, params, t }) => {
  const harvest = await getHarvest(actor, params.id('gatheringId'))
  const made = t('harvest:made', { time: momentText(t, new Date()) })
  return { title: t('harvest:title'), harvest, themes: await listResults(harvest), made }
})

export const meta = pageTitle

/** What is shown, for paper; for those who lead also a look at what the hall will see. */
export default function PrintedHarvest() {
  const t = useWords()
  const { harvest, themes, made } = useLoaderData<typeof loader>()
  const { id, title } = harvest.gathering
  return (
    <div className="stack printed" data-space="wide">
      <PageHead title={title} back={{ to: `/samlinger/${id}/host`, label: t('harvest:title') }}>
        <p className="lead">{t(harvest.face === 'above' ? 'harvest:aboveLead' : 'harvest:resultsLead')}</p>
        <ClientOnly>
          {() => (
            <p>
              <Button
                type="button"
                onClick={() => {
                  window.print()
                }}
              >
                {t('harvest:print')}
              </Button>
            </p>
          )}
        </ClientOnly>
      </PageHead>
      <Results themes={themes} />
      <p className="quiet small">{made}</p>
    </div>
  )
}
