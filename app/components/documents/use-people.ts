import { useEffect, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import { somebody } from './caret'

export interface PersonHere {
  id: string
  name: string
}

/** The others in the room now, by name. */
export function peopleIn(awareness: Awareness, self: string): PersonHere[] {
  const found = new Map<string, PersonHere>()
  for (const state of awareness.getStates().values()) {
    if (!state['user']) continue
    const person = somebody(state['user'])
    if (person.id !== self) found.set(person.id, person)
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'nb'))
}

/** The others who have the document open, each once however many tabs they have. */
export function usePeople(awareness: Awareness, self: string): PersonHere[] {
  const [people, setPeople] = useState<PersonHere[]>([])
  useEffect(() => {
    const look = () => {
      const now = peopleIn(awareness, self)
      const same = (before: PersonHere[]) =>
        before.length === now.length &&
        before.every((person, i) => person.id === now[i]?.id && person.name === now[i].name)
      setPeople(before => (same(before) ? before : now))
    }
    look()
    awareness.on('change', look)
    return () => awareness.off('change', look)
  }, [awareness, self])
  return people
}
