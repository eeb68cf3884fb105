import { Form, Link } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { Role } from '~server/domain/shared/actor'

export interface MemberRow {
  grantId: string
  personId: string
  name: string
  email: string | null
  role: Role
  cohortId: string | null
  /** In words. */
  since: string
  until: string | null
  /** Begins some day. */
  planned: boolean
  canChange: boolean
}

/** "Siden 1. mars", "Begynner 1. mars", with the last day if there is one. */
export function Period({ since, until, planned }: Pick<MemberRow, 'since' | 'until' | 'planned'>) {
  const t = useWords()
  if (until === null) return t(planned ? 'people:unit.starts' : 'people:unit.since', { date: since })
  return t(planned ? 'people:unit.startsUntil' : 'people:unit.period', { from: since, to: until })
}

/** People with their role and period; for whoever looks after them with a way to change many at once. */
export function PeopleList({
  members,
  unit,
  bulk,
}: {
  members: readonly MemberRow[]
  unit: { id: string }
  bulk: boolean
}) {
  const t = useWords()
  const rows = (
    <ul className="plain-list rows">
      {members.map(member => (
        <li key={member.grantId} className="row">
          {bulk && (
            <span className="people-check">
              {member.canChange && (
                <input
                  className="ds-input"
                  type="checkbox"
                  name="grantIds"
                  value={member.grantId}
                  aria-label={t('people:unit.chooseOne', {
                    name: member.name,
                    role: t(`roles.${member.role}`),
                  })}
                />
              )}
            </span>
          )}
          <div className="people-who">
            {member.canChange ? (
              <Link to={`/enheter/${unit.id}/folk/${member.personId}`}>{member.name}</Link>
            ) : (
              <strong>{member.name}</strong>
            )}
            {member.email !== null && <div className="quiet small">{member.email}</div>}
          </div>
          <div className="people-role">
            {t(`roles.${member.role}`)}
            <div className="quiet small">
              <Period {...member} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
  if (!bulk || !members.some(({ canChange }) => canChange)) return rows
  return (
    <Form method="post" className="stack" data-space="close">
      {rows}
      <div role="group" className="bulk stack" data-space="close" aria-labelledby="for-alle">
        <h3 id="for-alle">{t('people:bulk.legend')}</h3>
        <div className="row">
          <div className="ds-field">
            <label className="ds-label" htmlFor="validTo">
              {t('people:bulk.date')}
            </label>
            <input className="ds-input" type="date" id="validTo" name="validTo" />
          </div>
          <Button variant="secondary" name="intent" value="date">
            {t('people:bulk.setDate')}
          </Button>
          <Button variant="secondary" name="intent" value="end">
            {t('people:bulk.end')}
          </Button>
        </div>
      </div>
    </Form>
  )
}
