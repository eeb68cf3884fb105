import { Empty } from '~/components/ui/empty'
import { momentText } from '~/lib/dates'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'
import type { StepPage } from '~server/domain/cohorts/reports'
import { DecideForm, Decision } from './decision'

/** What municipalities have handed over, by name; with a form for whoever answers them. */
export function ReportsList({
  step,
  person,
  page,
  answerFor,
}: {
  step: StepPage
  person: string
  page: string
  /** What came back for the form of a report. */
  answerFor: (reportId: string) => FormAnswer | undefined
}) {
  const t = useWords()
  const { others, awaited, can } = step
  return (
    <section className="stack" data-space="close" aria-labelledby="meldt">
      <h2 id="meldt">{t('cycle:others')}</h2>
      {awaited !== null && <p>{t('cycle:received', { count: others.length, total: awaited })}</p>}
      {others.length === 0 ? (
        <Empty title={t('cycle:none')} level={3}>
          <p>{t('cycle:noneText')}</p>
        </Empty>
      ) : (
        others.map(report => (
          <article key={report.id} id={report.id} className="card stack" data-space="close">
            <div className="stack" data-space="tight">
              <h3>{report.unit.name}</h3>
              {report.submittedAt !== null && (
                <p className="quiet small">
                  {t('cycle:sentAt', { moment: momentText(t, report.submittedAt) })}
                  {report.late && ` · ${t('cycle:lateMark')}`}
                </p>
              )}
            </div>
            <p className="prose">{report.text}</p>
            {report.decision === null ? (
              !can.decide && <p className="quiet">{t('cycle:waiting')}</p>
            ) : (
              <Decision decision={report.decision} />
            )}
            {can.decide && (
              <details key={String(report.decision?.at)} className="answer" open={report.decision === null}>
                <summary>
                  {report.decision === null
                    ? t('cycle:decision', { unit: report.unit.name })
                    : t('cycle:edit')}
                </summary>
                <DecideForm report={report} person={person} page={page} answer={answerFor(report.id)} />
              </details>
            )}
          </article>
        ))
      )}
    </section>
  )
}
