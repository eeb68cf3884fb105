import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'

interface Candidate {
  personId: string
  name: string
}

/** A resource person with the units they follow; each can go to another one, or be followed no longer. */
export function FollowerCard({
  follower,
  candidates,
}: {
  follower: {
    personId: string
    name: string
    units: readonly { grantId: string; name: string; municipality: string | null; since: string }[]
  }
  candidates: readonly Candidate[]
}) {
  const t = useWords()
  const others = candidates.filter(({ personId }) => personId !== follower.personId)
  return (
    <section className="card" aria-labelledby={`p-${follower.personId}`}>
      <h3 id={`p-${follower.personId}`}>{follower.name}</h3>
      <p className="quiet small">{t('people:assign.follows', { count: follower.units.length })}</p>
      <ul className="plain-list rows">
        {follower.units.map(({ grantId, name, municipality, since }) => (
          <li key={grantId} className="row">
            <div className="people-who">
              {name}
              <div className="quiet small">
                {municipality !== null && `${municipality} · `}
                {t('people:unit.since', { date: since })}
              </div>
            </div>
            <Form method="post" className="row" preventScrollReset>
              <input type="hidden" name="grantId" value={grantId} />
              {others.length > 0 && (
                <>
                  <select
                    className="ds-input assign-to"
                    name="toPersonId"
                    aria-label={t('people:assign.moveTo', { unit: name })}
                  >
                    {others.map(({ personId, name: other }) => (
                      <option key={personId} value={personId}>
                        {other}
                      </option>
                    ))}
                  </select>
                  <Button
                    variant="secondary"
                    name="intent"
                    value="move"
                    aria-label={t('people:assign.moveOf', { unit: name })}
                  >
                    {t('people:assign.move')}
                  </Button>
                </>
              )}
              <Button
                variant="tertiary"
                name="intent"
                value="end"
                aria-label={t('people:assign.endOf', { unit: name, name: follower.name })}
              >
                {t('people:assign.end')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}
