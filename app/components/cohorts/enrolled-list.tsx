import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { PastStatus } from '~server/domain/cohorts/past'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'
import { EnrolmentPast } from './enrolment-past'
import { STATUSES } from './status'

interface Enrolled {
  id: string
  name: string
  /** Its county's name; empty when it has none. */
  county: string
  status: EnrolmentStatus
  past: readonly PastStatus[]
}

/** Municipalities that are on the list already, each with a way to another status. */
export function EnrolledList({ municipalities }: { municipalities: readonly Enrolled[] }) {
  const t = useWords()
  if (municipalities.length === 0) return null
  const options = STATUSES.map(status => (
    <option key={status} value={status}>
      {t(`cohorts:status.${status}`)}
    </option>
  ))
  return (
    <section className="stack" data-space="close" aria-labelledby="enrolled">
      <h2 id="enrolled">{t('cohorts:enrol.enrolled')}</h2>
      <ul className="plain-list rows">
        {municipalities.map(({ id, name, county, status, past }) => (
          <li key={id} className="row" data-spread="">
            <div className="enrolled-name">
              {name}
              <div className="quiet small">{county}</div>
              <EnrolmentPast unit={name} past={past} />
            </div>
            <Form method="post" className="row enrolled-change" preventScrollReset>
              <input type="hidden" name="orgUnitId" value={id} />
              <select
                className="ds-input"
                name="status"
                key={status}
                defaultValue={status}
                aria-label={t('cohorts:enrol.changeTo', { name })}
              >
                {options}
              </select>
              <Button
                variant="secondary"
                name="intent"
                value="status"
                aria-label={t('cohorts:enrol.changeOf', { name })}
              >
                {t('cohorts:enrol.change')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}
