import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'

export const loader = anyone(async ({ t }) => ({ title: t('accessibility.title') }))
export const meta = pageTitle

export default function Accessibility() {
  const t = useWords()
  return (
    <div className="stack measure">
      <PageHead title={t('accessibility.title')}>
        <p className="lead">{t('accessibility.lead')}</p>
      </PageHead>
      <p>{t('accessibility.aim')}</p>
      <p>{t('accessibility.script')}</p>
      <p>{t('accessibility.statement')}</p>
    </div>
  )
}
