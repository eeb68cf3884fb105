import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'
import type { Stages } from '~server/domain/cohorts/invitations/funnel'
import type { Step } from '~server/domain/cohorts/invitations/schema'
import { stagesFor } from './funnel-chart'

/** The table behind the chart, county by county in the order of their names: no ranking. */
export function FunnelPlaces({
  step,
  status,
  places,
}: {
  step: Step
  /** The status that is chosen, kept in the links; empty = any. */
  status: string
  places: readonly { id: string; name: string; stages: Stages }[]
}) {
  const t = useWords()
  const columns = stagesFor(step)
  return (
    <section className="stack" data-space="close" aria-labelledby="fylker">
      <h2 id="fylker">{t('invitations:funnel.perCounty')}</h2>
      <table className="ds-table stacked-table">
        <thead>
          <tr>
            <th scope="col">{t('invitations:funnel.where')}</th>
            <th scope="col">{t('invitations:funnel.invited')}</th>
            {columns.map(stage => (
              <th scope="col" key={stage}>
                {t(`invitations:funnel.${stage}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map(({ id, name, stages }) => (
            <tr key={id}>
              <th scope="row">
                {id === '' ? (
                  t('invitations:funnel.without')
                ) : (
                  <Link to={`?trinn=${step}&fylke=${id}&status=${status}`}>{name}</Link>
                )}
              </th>
              <td data-label={t('invitations:funnel.invited')}>{stages.invited}</td>
              {columns.map(stage => (
                <td key={stage} data-label={t(`invitations:funnel.${stage}`)}>
                  {stages[stage]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
