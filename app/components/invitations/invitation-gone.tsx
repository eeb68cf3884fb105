import { ButtonLink } from '~/components/ui/button'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'

/** The same page for a link that is unknown, too old, withdrawn or meant for something else. */
export function InvitationGone() {
  const t = useWords()
  return (
    <div className="stack measure">
      <PageHead title={t('invitations:answer.gone')}>
        <p className="lead">{t('invitations:answer.goneText')}</p>
      </PageHead>
      <p>{t('invitations:answer.goneDo')}</p>
      <div>
        <ButtonLink to="/logg-inn" variant="secondary">
          {t('invitations:account.signIn')}
        </ButtonLink>
      </div>
    </div>
  )
}
