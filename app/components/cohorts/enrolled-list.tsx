import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { EnrolmentView } from '~server/domain/cohorts/enrolments'
import type { PastStatus } from '~server/domain/cohorts/past'
import { EnrolmentPast } from './enrolment-past'
import { STATUSES } from './status'

/** Municipalities that are on the list already, each with a way to another status. */
export function EnrolledList({
  municipalities,
}: {
  municipalities: readonly (EnrolmentView & { past: readonly PastStatus[] })[]
}) {
  const t = useWords()
  if (municipalities.length === 0) return null
  return (
    <section className="stack" data-space="close" aria-labelledby="enrolled">
      <h2 id="enrolled">{t('cohorts:enrol.enrolled')}</h2>
      <ul className="plain-list rows">
        {municipalities.map(({ id, name, county, status, past }) => (
          <li key={id} className="row" data-spread="">
            <div className="enrolled-name">
              {name}
              <div className="quiet small">{county?.name}</div>
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
                {STATUSES.map(option => (
                  <option key={option} value={option}>
                    {t(`cohorts:status.${option}`)}
                  </option>
                ))}
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
