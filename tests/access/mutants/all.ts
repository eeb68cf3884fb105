import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from '~server/root'
import { AREAS } from './areas'
import { mutantsOf, type Mutant } from './mutate'

/** A mutant with the area it belongs to. */
export interface Placed extends Mutant {
  area: string
}

/** All mutants of the areas asked for (none = all), in a fixed order. */
export function allMutants(areas: readonly string[]): Placed[] {
  const chosen = Object.entries(AREAS).filter(([area]) => areas.length === 0 || areas.includes(area))
  return chosen.flatMap(([area, { files }]) =>
    files.flatMap(file =>
      mutantsOf(file, fs.readFileSync(path.join(ROOT, file), 'utf8')).map(mutant => ({ ...mutant, area })),
    ),
  )
}
