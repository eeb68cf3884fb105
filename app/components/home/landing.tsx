import { ButtonLink } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import { Hall } from './hall'

const POINTS = ['write', 'read', 'whole'] as const

/** What it is, for somebody who has not signed in. */
export function Landing() {
  const t = useWords()
  return (
    <div className="landing">
      <section className="landing-hero">
        <div className="stack">
          <h1 tabIndex={-1}>{t('home:landing.title')}</h1>
          <p className="lead">{t('home:landing.lead')}</p>
          <div className="form-actions">
            <ButtonLink to="/logg-inn">{t('home:landing.signIn')}</ButtonLink>
            <ButtonLink to="/bli-med" variant="secondary">
              {t('home:landing.join')}
            </ButtonLink>
          </div>
        </div>
        <Hall />
      </section>
      <ul className="landing-points plain-list">
        {POINTS.map(point => (
          <li key={point} className="stack" data-space="tight">
            <h2>{t(`home:landing.points.${point}.title`)}</h2>
            <p>{t(`home:landing.points.${point}.text`)}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
