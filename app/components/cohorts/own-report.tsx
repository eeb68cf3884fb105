import { useForm } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { KeptText } from '~/components/ui/kept-text'
import { momentText } from '~/lib/dates'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'
import type { StepPage } from '~server/domain/cohorts/reports'
import { Decision } from './decision'

type Own = StepPage['own'][number]

/** What one's own municipality reports: a draft, then handed over, then decided on. */
export function OwnReport({
  own: { unit, report },
  open,
  person,
  page,
  answer,
}: {
  own: Own
  /** The step can be written in. */
  open: boolean
  person: string
  page: string
  answer: FormAnswer | undefined
}) {
  const t = useWords()
  const [form, fields] = useForm<{ orgUnitId: string; text: string; submit: string }>({
    id: `own-${unit.id}`,
    lastResult: answer ?? null,
    defaultValue: { orgUnitId: unit.id, text: report?.text ?? '' },
  })
  const sent = report?.submittedAt ?? null
  return (
    <section className="card stack" id={unit.id} aria-labelledby={`own-title-${unit.id}`}>
      <div className="stack" data-space="tight">
        <h2 id={`own-title-${unit.id}`}>{t('cycle:own', { unit: unit.name })}</h2>
        {report !== null && (
          <p className="quiet small">
            {sent === null ? t('cycle:draft') : t('cycle:sentAt', { moment: momentText(t, sent) })}
            {report.late && ` · ${t('cycle:lateMark')}`}
          </p>
        )}
      </div>
      {report?.decision != null && <Decision decision={report.decision} />}
      {/* Whoever was still writing when it was decided gets the words back. */}
      {open && (report?.decision == null || answer !== undefined) ? (
        <Form id={form.id} method="post" className="form" data-wide="" noValidate>
          <ErrorSummary form={form} labels={{ text: t('cycle:text') }} />
          <input type="hidden" name="intent" value="report" />
          <input type="hidden" name={fields.orgUnitId.name} value={unit.id} />
          <KeptText
            field={fields.text}
            label={t('cycle:text')}
            hint={`${t('cycle:textHint')} ${t('cycle:noNames')}`}
            keep={{ person, page: `${page}#${unit.id}` }}
            words={{ recovered: t('cycle:recovered'), useSaved: t('cycle:useSaved') }}
            rows={12}
          />
          <div className="form-actions">
            {sent === null ? (
              <>
                <Button name={fields.submit.name} value="on">
                  {t('cycle:send')}
                </Button>
                <Button variant="secondary">{t('cycle:save')}</Button>
              </>
            ) : (
              <Button>{t('cycle:change')}</Button>
            )}
          </div>
        </Form>
      ) : (
        report !== null && <p className="prose">{report.text}</p>
      )}
    </section>
  )
}
