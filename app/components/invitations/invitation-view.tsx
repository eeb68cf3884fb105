import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { dayText, periodText } from '~/lib/dates'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'
import type { Locale } from '~/lib/locales'
import { cohortWithin, inLanguage } from '~/lib/texts'
import type { Nameable } from '~server/domain/cohorts/invitations/naming'
import type { InvitationPage } from '~server/domain/cohorts/invitations/page'
import { ProgrammePreview } from '~/components/cohorts/programme-preview'
import { AccountForm } from './account-form'
import { AnswerForm } from './answer-form'
import { NamingForm } from './naming-form'

export interface InvitationViewProps {
  invitation: InvitationPage
  nameable: readonly Nameable[]
  locale: Locale
  answer: { at: 'answer' | 'naming' | 'account'; form: FormAnswer } | null
  /** Opened by the personal link, without an account. */
  byLink: boolean
  invited: number
  enrolled: number
  account: boolean
}

/** Who invites, to what, until when; the answer; and for a municipality that has said yes, its units. */
export function InvitationView({
  invitation,
  nameable,
  locale,
  answer,
  byLink,
  ...done
}: InvitationViewProps) {
  const t = useWords()
  const { unit, issuer, host, programme, cohort, status, message, canAnswer } = invitation
  const day = dayText(t, invitation.deadline.toISOString().slice(0, 10))
  const answered = status === 'accepted' || status === 'declined'
  const formAt = (at: 'answer' | 'naming' | 'account') => (answer?.at === at ? answer.form : null)
  return (
    <div className="stack measure" data-space="wide">
      <PageHead title={t('invitations:answer.title', { unit: unit.name })}>
        <p className="lead">
          {t('invitations:answer.lead', {
            issuer,
            programme: inLanguage(programme.name, locale),
            cohort: cohortWithin(t, locale, { number: cohort.number, programme }),
          })}
        </p>
        {answered && (
          <Notice tone={status === 'accepted' ? 'success' : 'info'} live>
            {t(`invitations:answer.${status}`, { unit: unit.name })}
          </Notice>
        )}
        {canAnswer && <p>{t('invitations:answer.by', { day })}</p>}
      </PageHead>
      {message !== '' && !answered && (
        <section className="card" data-tint="" aria-labelledby="hilsen">
          <h2 id="hilsen" className="card-title">
            {t('invitations:answer.message', { issuer })}
          </h2>
          <p className="mail-text">{message}</p>
        </section>
      )}
      {status === 'accepted' && unit.kind === 'municipality' && (
        <NamingForm
          nameable={nameable}
          issuer={issuer}
          answer={formAt('naming')}
          invited={done.invited}
          enrolled={done.enrolled}
        />
      )}
      {byLink && invitation.canHaveAccount && <AccountForm answer={formAt('account')} done={done.account} />}
      {canAnswer && <AnswerForm invitation={invitation} locale={locale} answer={formAt('answer')} />}
      <dl className="facts">
        <div>
          <dt>{t('invitations:answer.when')}</dt>
          <dd>{periodText(t, cohort.startsOn, cohort.endsOn)}</dd>
        </div>
        <div>
          <dt>{t('invitations:answer.host')}</dt>
          <dd>{host}</dd>
        </div>
        <div>
          <dt>{t('invitations:answer.told')}</dt>
          <dd>
            {issuer === host
              ? t('invitations:answer.toldSame', { issuer })
              : t('invitations:answer.toldText', { issuer, host })}
          </dd>
        </div>
      </dl>
      <section className="stack" data-space="close" aria-labelledby="om">
        <h2 id="om">{t('invitations:answer.about')}</h2>
        <ProgrammePreview programme={programme} locale={locale} />
      </section>
    </div>
  )
}
