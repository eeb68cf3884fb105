import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Checkbox } from '~/components/ui/choices'
import { useWords } from '~/lib/i18n'
import type { Role } from '~server/domain/shared/actor'

interface RoleView {
  grantId: string
  role: Role
  unit: string
  /** What the cohort is called in which one follows the unit. */
  cohort: string | null
  /** In words. */
  since: string
  until: string | null
}

/** One's own roles with their periods, and a way out of each. */
export function OwnRoles({ roles, refused }: { roles: readonly RoleView[]; refused: boolean }) {
  const t = useWords()
  return (
    <section className="stack" data-space="close" aria-labelledby="roller">
      <h2 id="roller">{t('account:profile.roles')}</h2>
      {roles.length === 0 ? (
        <p>{t('account:profile.noRoles')}</p>
      ) : (
        <ul className="plain-list rows">
          {roles.map(({ grantId, role, unit, cohort, since, until }) => {
            const title = t(`roles.${role}`)
            return (
              <li key={grantId} className="row" data-spread="">
                <div>
                  {t('account:profile.roleAt', { role: title, unit })}
                  <div className="quiet small">
                    {cohort !== null && `${cohort} · `}
                    {until === null
                      ? t('people:unit.since', { date: since })
                      : t('people:unit.period', { from: since, to: until })}
                  </div>
                </div>
                <Form method="post" className="row">
                  <input type="hidden" name="grantId" value={grantId} />
                  {refused && (
                    <Checkbox
                      id={`siste-${grantId}`}
                      name="evenIfLast"
                      label={t('people:member.evenIfLast')}
                    />
                  )}
                  <Button
                    variant="tertiary"
                    name="intent"
                    value="leave"
                    aria-label={t('people:own.leaveOf', { role: title, unit })}
                  >
                    {t('people:own.leave')}
                  </Button>
                </Form>
              </li>
            )
          })}
        </ul>
      )}
      <p className="quiet small">{t('account:profile.changes')}</p>
    </section>
  )
}
