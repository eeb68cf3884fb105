interface Option {
  value: string
  label: string
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
export const asOptions = (things: readonly { id: string; name: string }[]): Option[] =>
  things.map(({ id, name }) => ({ value: id, label: name }))
