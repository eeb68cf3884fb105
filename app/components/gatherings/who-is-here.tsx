import { useWords } from '~/lib/i18n'
import { initials } from '~/lib/names'

/** Who has the gathering open at this moment. A live region that says how many, not every name that comes and goes. */
export function WhoIsHere({ people }: { people: readonly { id: string; name: string }[] }) {
  const t = useWords()
  return (
    <section className="here stack" data-space="close" aria-labelledby="here">
      <h2 id="here">{t('gatherings:here.title')}</h2>
      <p className="quiet small" role="status">
        {people.length === 0
          ? t('gatherings:here.nobody')
          : t('gatherings:here.count', { count: people.length })}
      </p>
      {people.length > 0 && (
        <ul className="here-people plain-list">
          {people.map(({ id, name }) => (
            <li key={id} className="here-person">
              <span className="initials" aria-hidden="true">
                {initials(name)}
              </span>
              {name}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
