import { useForm } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Choices } from '~/components/ui/choices'
import { ErrorSummary } from '~/components/ui/error-summary'
import { KeptText } from '~/components/ui/kept-text'
import type { FormAnswer } from '~/lib/forms'
import { momentText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { ReportView } from '~server/domain/cohorts/reports'
import type { Outcome } from '~server/domain/cohorts/schema'

const OUTCOMES: readonly Outcome[] = ['supported', 'partly', 'not_now']

/** What was decided, in words, with the reason. */
export function Decision({ decision }: { decision: NonNullable<ReportView['decision']> }) {
  const t = useWords()
  const { outcome, text, at } = decision
  return (
    <div className="outcome stack" data-space="tight" data-outcome={outcome}>
      <p>
        <strong>{t('cycle:answered', { outcome: t(`cycle:outcomes.${outcome}`) })}</strong>{' '}
        <span className="quiet small">{momentText(t, at)}</span>
      </p>
      {text !== '' && <p className="prose">{text}</p>}
    </div>
  )
}

/** Answers one municipality, or changes the answer. */
export function DecideForm({
  report,
  person,
  page,
  answer,
}: {
  report: ReportView
  person: string
  page: string
  answer: FormAnswer | undefined
}) {
  const t = useWords()
  const { unit, decision } = report
  const [form, fields] = useForm<{ reportId: string; outcome: string; decisionText: string }>({
    id: `decide-${report.id}`,
    lastResult: answer ?? null,
    defaultValue: {
      reportId: report.id,
      outcome: decision?.outcome ?? '',
      decisionText: decision?.text ?? '',
    },
  })
  return (
    <Form
      id={form.id}
      method="post"
      className="form"
      noValidate
      aria-label={t('cycle:decision', { unit: unit.name })}
    >
      <ErrorSummary form={form} labels={{ outcome: t('cycle:outcome'), decisionText: t('cycle:reason') }} />
      <input type="hidden" name="intent" value="decision" />
      <input type="hidden" name={fields.reportId.name} value={report.id} />
      <Choices
        field={fields.outcome}
        legend={t('cycle:outcome')}
        inline
        options={OUTCOMES.map(value => ({ value, label: t(`cycle:outcomes.${value}`) }))}
      />
      <KeptText
        field={fields.decisionText}
        label={t('cycle:reason')}
        keep={{ person, page: `${page}#${report.id}` }}
        words={{ recovered: t('cycle:recovered'), useSaved: t('cycle:useSaved') }}
        rows={4}
      />
      <Button>{t(decision === null ? 'cycle:decide' : 'cycle:redecide', { unit: unit.name })}</Button>
    </Form>
  )
}
