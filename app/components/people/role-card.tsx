import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Checkbox } from '~/components/ui/choices'
import { useWords } from '~/lib/i18n'
import { Period } from './people-list'
import { LAST_MATTERS } from '~server/domain/people/policy'
import type { Role } from '~server/domain/shared/actor'

interface GrantView {
  grantId: string
  role: Role
  assignment: boolean
  /** In words. */
  since: string
  until: string | null
  planned: boolean
  /** As a date field holds it. */
  untilField: string
}

/** One role of somebody, with what can be done about it. */
export function RoleCard({
  grant,
  roles,
  colleagues,
  name,
  unitId,
}: {
  grant: GrantView
  roles: readonly Role[]
  colleagues: readonly { value: string; label: string }[]
  name: string
  unitId: string
}) {
  const t = useWords()
  const { grantId, role } = grant
  const title = t(`roles.${role}`)
  const field = (part: string) => `${part}-${grantId}`
  return (
    <section className="card role-card" aria-labelledby={field('role')}>
      <div>
        <h2 id={field('role')}>{title}</h2>
        <p className="quiet small">
          <Period {...grant} />
        </p>
      </div>
      {!grant.assignment && roles.length > 1 && (
        <Form method="post" className="filter">
          <input type="hidden" name="grantId" value={grantId} />
          <div className="ds-field">
            <label className="ds-label" htmlFor={field('new')}>
              {t('people:member.role')}
            </label>
            <select className="ds-input" id={field('new')} name="role" defaultValue={role}>
              {roles.map(each => (
                <option key={each} value={each}>
                  {t(`roles.${each}`)}
                </option>
              ))}
            </select>
          </div>
          <Button variant="secondary" name="intent" value="role">
            {t('people:member.changeRole')}
          </Button>
        </Form>
      )}
      <Form method="post" className="filter">
        <input type="hidden" name="grantIds" value={grantId} />
        <div className="ds-field">
          <label className="ds-label" htmlFor={field('until')}>
            {t('people:invite.until')}
          </label>
          <input
            className="ds-input"
            type="date"
            id={field('until')}
            name="validTo"
            defaultValue={grant.untilField}
          />
        </div>
        <Button variant="secondary" name="intent" value="date">
          {t('people:member.setDate')}
        </Button>
      </Form>
      {colleagues.length > 0 && (
        <Form method="post" className="filter">
          <input type="hidden" name="grantId" value={grantId} />
          <div className="ds-field">
            <label className="ds-label" htmlFor={field('to')}>
              {t('people:member.handOverTo')}
            </label>
            <select className="ds-input" id={field('to')} name="toPersonId">
              {colleagues.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </div>
          <Button variant="secondary" name="intent" value="handOver">
            {t('people:member.handOver')}
          </Button>
        </Form>
      )}
      <Form method="post" action={`/enheter/${unitId}/folk`} className="row">
        <input type="hidden" name="grantIds" value={grantId} />
        <Button
          variant="secondary"
          name="intent"
          value="end"
          aria-label={t('people:member.endOf', { name, role: title })}
        >
          {t('people:member.end')}
        </Button>
        {LAST_MATTERS.includes(role) && (
          <Checkbox id={field('last')} name="evenIfLast" label={t('people:member.evenIfLast')} />
        )}
      </Form>
    </section>
  )
}
