import { textOf, type Deed } from './writer'
import type { World } from './world'

/** What is wrong at the end of a schedule, when everything has healed; nothing when all promises are kept. */
export async function faultsIn(world: World): Promise<string[]> {
  const stored = await world.stored()
  const text = textOf(stored)
  const faults: string[] = []
  if (stored.store.pendingStructs ?? stored.store.pendingDs) faults.push('the store holds a gap')
  for (const writer of world.writers) {
    if (!writer.gone && writer.text !== text) faults.push(`${writer.name} sees another text than the store`)
  }
  const deeds = world.writers.flatMap(writer => writer.deeds)
  const deleted = deeds.filter(deed => deed.kind === 'deleted')
  const attempted = new Set(deleted.map(deed => deed.word))
  const gone = new Set(deleted.filter(kept).map(deed => deed.word))
  for (const deed of deeds) {
    if (deed.kind !== 'typed') continue
    const times = text.split(deed.word).length - 1
    if (times > 1) faults.push(`${deed.word} is there ${times} times`)
    if (deed.past && times > 0) faults.push(`${deed.word} of an epoch that is gone is there`)
    if (kept(deed) && !attempted.has(deed.word) && times === 0)
      faults.push(`${deed.word} was shown as saved and is lost`)
    if (gone.has(deed.word) && times > 0) faults.push(`${deed.word} was deleted, shown as saved, and is back`)
  }
  return faults
}

function kept(deed: Deed): boolean {
  return deed.promised && !deed.past
}
