import { Form, Link } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Checkbox } from '~/components/ui/choices'
import { useWords } from '~/lib/i18n'

interface UnitChoice {
  id: string
  name: string
  municipality: string | null
}

/** One resource person, many units, of several municipalities at once. */
export function AssignForm({
  units,
  alone,
  candidates,
}: {
  units: readonly UnitChoice[]
  /** Ids of those that nobody follows yet. */
  alone: readonly string[]
  candidates: readonly { personId: string; name: string }[]
}) {
  const t = useWords()
  const [first] = units
  const places = [...new Set(units.map(({ municipality }) => municipality ?? ''))]
  return (
    <section className="stack" aria-labelledby="fordel">
      <h2 id="fordel">{t('people:assign.assign')}</h2>
      {first !== undefined && (
        <p>
          {t(candidates.length === 0 ? 'people:assign.noCandidates' : 'people:assign.newOne')}{' '}
          <Link to={`/enheter/${first.id}/folk/inviter?rolle=resource_person`}>
            {t('people:assign.invite')}
          </Link>
        </p>
      )}
      {candidates.length > 0 && (
        <Form method="post" className="stack">
          <div className="ds-field assign-to">
            <label className="ds-label" htmlFor="personId">
              {t('roles.resource_person')}
            </label>
            <select className="ds-input" id="personId" name="personId">
              {candidates.map(({ personId, name }) => (
                <option key={personId} value={personId}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          {places.map(place => (
            <fieldset className="ds-fieldset" key={place}>
              <legend>{place === '' ? t('people:assign.noMunicipality') : place}</legend>
              <ul className="check-list">
                {units
                  .filter(({ municipality }) => (municipality ?? '') === place)
                  .map(({ id, name }) => (
                    <li key={id}>
                      <Checkbox
                        id={`u-${id}`}
                        name="orgUnitIds"
                        value={id}
                        label={alone.includes(id) ? t('people:assign.without', { unit: name }) : name}
                      />
                    </li>
                  ))}
              </ul>
            </fieldset>
          ))}
          <Button name="intent" value="assign">
            {t('people:assign.submit')}
          </Button>
        </Form>
      )}
    </section>
  )
}
