import { useState, type SyntheticEvent } from 'react'

/** Begins the names of the fields in which addresses are written. */
const ADDRESS = 'addresses.'

/** Which units are ticked and what address was written or chosen for each; as it was when the form comes back. */
export function useChosen(fields: {
  orgUnitIds: { initialValue?: unknown }
  addresses: { initialValue?: unknown }
}) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(texts(fields.orgUnitIds.initialValue)),
  )
  const [typed, setTyped] = useState(() => record(fields.addresses.initialValue))
  return {
    chosen,
    choose: (ids: readonly string[]): void => setChosen(new Set(ids)),
    toggle: (id: string): void =>
      setChosen(before => {
        const after = new Set(before)
        if (!after.delete(id)) after.add(id)
        return after
      }),
    typed,
    /** For the form's `onChange`. */
    type: ({ target }: SyntheticEvent): void => {
      if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return
      const { name, value } = target
      if (name.startsWith(ADDRESS)) setTyped(before => ({ ...before, [name.slice(ADDRESS.length)]: value }))
    },
  }
}

/** What a form that came back says about a list, one value or many. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : []
}

function record(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  )
}
