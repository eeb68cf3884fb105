import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '~/components/ui/button'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['people'] } as const
await wordsOf(handle.words)

/** After an invitation has been answered: its own address, because the link is used up by then. */
export const loader = anyone(async ({ request, t }) => {
  const no = new URL(request.url).searchParams.has('nei')
  return { title: t(no ? 'people:answer.declined' : 'people:answer.thanks'), no }
})

export const meta = pageTitle

export default function Answered() {
  const t = useWords()
  const { title, no } = useLoaderData<typeof loader>()
  return (
    <div className="narrow stack">
      <PageHead title={title}>
        <p className="lead">{t(no ? 'people:answer.declinedText' : 'people:answer.thanksText')}</p>
      </PageHead>
      {!no && <ButtonLink to="/logg-inn">{t('frame.signIn')}</ButtonLink>}
    </div>
  )
}
