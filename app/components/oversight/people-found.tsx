import { Link } from '@remix-run/react'
import { Empty } from '~/components/ui/empty'
import { useWords } from '~/lib/i18n'

/** Several people with such a name, to choose between. */
export function PeopleFound({ people }: { people: readonly { name: string; href: string }[] }) {
  const t = useWords()
  if (people.length === 0)
    return (
      <Empty title={t('oversight:audit.nobody')}>
        <p>{t('oversight:audit.nobodyText')}</p>
      </Empty>
    )
  return (
    <section className="stack" data-space="close" aria-labelledby="hvem">
      <h2 id="hvem">{t('oversight:audit.which')}</h2>
      <ul className="plain-list rows">
        {people.map(({ name, href }) => (
          <li key={href} className="row">
            <Link to={href}>{name}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
