import { useWords } from '~/lib/i18n'

interface Option {
  value: string
  label: string
}

interface Named {
  id: string
  name: string
}

/** One of several in a form whose choice stands in the address; follows the address when it changes. */
export function FilterSelect({
  name,
  label,
  all,
  options,
  value,
}: {
  /** In the address, and the control's id. */
  name: string
  label: string
  /** What it is called to choose none of them; left out = one is always chosen. */
  all?: string
  options: readonly Option[]
  value: string
}) {
  return (
    <div className="ds-field">
      <label className="ds-label" htmlFor={name}>
        {label}
      </label>
      <select className="ds-input" id={name} name={name} defaultValue={value} key={value}>
        {all !== undefined && <option value="">{all}</option>}
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Things with an id and a name, as options. */
const asOptions = (things: readonly Named[]): Option[] =>
  things.map(({ id, name }) => ({ value: id, label: name }))

/** One of several counties; nothing to choose where there is only one. */
export function CountySelect({ counties, value }: { counties: readonly Named[]; value: string }) {
  const t = useWords()
  if (counties.length < 2) return null
  const words = { label: t('filter.county'), all: t('filter.allCounties') }
  return <FilterSelect name="fylke" {...words} options={asOptions(counties)} value={value} />
}

/** One of several municipalities; nothing to choose where there is only one. */
export function MunicipalitySelect({ places, value }: { places: readonly Named[]; value: string }) {
  const t = useWords()
  if (places.length < 2) return null
  const words = { label: t('filter.municipality'), all: t('filter.allMunicipalities') }
  return <FilterSelect name="kommune" {...words} options={asOptions(places)} value={value} />
}
