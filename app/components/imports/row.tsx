import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { RowView } from '~server/domain/cohorts/imports/rows'
import { RowCorrection } from './row-correction'

/** One row of a list: what it says, what is said about it, and what can be done about that. */
export function Row({
  kind,
  row,
  canChange,
}: {
  kind: 'units' | 'participants'
  row: RowView
  canChange: boolean
}) {
  const t = useWords()
  const { cells, sheet, result, leftOut, reasons, position, corrected } = row
  const number = row.row
  const where =
    sheet === null
      ? t('imports:rows.row', { row: number })
      : t('imports:rows.sheetRow', { sheet, row: number })
  const person = cells.name ?? [cells.first_name, cells.last_name].filter(Boolean).join(' ')
  const title = kind === 'units' ? cells.unit_name : person
  const contact = cells.contact_name ?? person
  const facts = [
    kind === 'units' ? undefined : cells.unit_name,
    [cells.municipality_code, cells.municipality_name].filter(Boolean).join(' '),
    cells.org_number,
    kind === 'units' ? contact : cells.role,
    cells.email,
  ].filter(fact => fact !== undefined && fact !== '')
  const canTake = canChange && (result === 'ok' || result === 'warn')
  return (
    <li className="import-row" data-verdict={result} data-out={leftOut || undefined} id={`rad-${position}`}>
      <p className="import-where quiet small">{where}</p>
      <div className="import-what">
        <h3>
          {title === undefined || title === ''
            ? (cells.municipality_name ?? t('imports:rows.noName'))
            : title}
        </h3>
        {facts.length > 0 && (
          <p className="import-facts">
            {facts.map((fact, i) => (
              <span key={i}>{fact}</span>
            ))}
          </p>
        )}
        {reasons.length > 0 && (
          <ul className="bullets import-reasons">
            {reasons.map(({ code, text }) => (
              <li key={code + text}>{text}</li>
            ))}
          </ul>
        )}
        {corrected.length > 0 && (
          <p className="small">
            {t('imports:rows.corrected', {
              fields: corrected.map(field => t(`imports:fields.${field}`)).join(', '),
            })}
          </p>
        )}
      </div>
      <p className="verdict" data-verdict={result}>
        {t(
          result === 'warn' && !leftOut
            ? 'imports:verdict.taken'
            : result === 'ok' && leftOut
              ? 'imports:verdict.leftOut'
              : `imports:verdict.${result}`,
        )}
      </p>
      {canChange && result !== 'skip' && (
        <div className="import-actions">
          {canTake && (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="position" value={position} />
              <Button
                variant="secondary"
                name="intent"
                value={leftOut ? 'take' : 'leave'}
                aria-label={t(leftOut ? 'imports:rows.takeOf' : 'imports:rows.leaveOf', { row: number })}
              >
                {t(leftOut ? 'imports:rows.take' : 'imports:rows.leave')}
              </Button>
            </Form>
          )}
          <RowCorrection kind={kind} row={row} />
        </div>
      )}
    </li>
  )
}
