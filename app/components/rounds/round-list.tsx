import { ButtonLink } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { Step } from '~server/domain/gatherings/rounds/schema'

/** The rounds of a gathering: the way in for whoever sits at a table, and the way to lead for whoever arranges it. */
export function RoundList({
  gatheringId,
  rounds,
  canLead,
  seated,
}: {
  gatheringId: string
  rounds: readonly { id: string; title: string; step: Step }[]
  canLead: boolean
  seated: boolean
}) {
  const t = useWords()
  if (rounds.length === 0 && !canLead) return null
  const here = `/samlinger/${gatheringId}/runder`
  return (
    <section className="stack" aria-labelledby="rounds">
      <div className="stack" data-space="tight">
        <h2 id="rounds">{t('rounds:list')}</h2>
        {rounds.length === 0 && <p>{t('rounds:listText')}</p>}
      </div>
      <ul className="plain-list rows">
        {rounds.map(({ id, title, step }) => (
          <li key={id} className="row" data-spread="">
            <div>
              <h3 className="card-title">{title}</h3>
              <p className="quiet small">{t(`rounds:steps.${step}`)}</p>
            </div>
            <div className="form-actions">
              {seated && (
                <ButtonLink to={`${here}/${id}`} variant={canLead ? 'secondary' : 'primary'}>
                  {t('rounds:toRound')}
                </ButtonLink>
              )}
              {canLead && <ButtonLink to={`${here}/${id}/vegg`}>{t('rounds:toWall')}</ButtonLink>}
            </div>
          </li>
        ))}
      </ul>
      {canLead && (
        <p>
          <ButtonLink to={`${here}/ny`} variant="secondary">
            {t('rounds:new')}
          </ButtonLink>
        </p>
      )}
    </section>
  )
}
