import { fold } from '../registry/fold'
import type { KnownUnit } from './contract'
import { typeOfName } from './unit-type'

/** The units within reach, to be found by number, by name and by municipality. */
export class KnownUnits {
  readonly #byNumber = new Map<string, KnownUnit>()
  readonly #byId = new Map<string, KnownUnit>()
  readonly #byName = new Map<string, KnownUnit[]>()
  readonly #municipalities = new Map<string, KnownUnit>()

  constructor(units: readonly KnownUnit[]) {
    for (const unit of units) {
      this.#byId.set(unit.id, unit)
      if (unit.orgNumber !== null) this.#byNumber.set(unit.orgNumber, unit)
      if (unit.kind === 'municipality' && unit.municipalityCode !== null) {
        this.#municipalities.set(unit.municipalityCode, unit)
      }
      for (const name of new Set(unit.names.flatMap(spellingsOf))) {
        const same = this.#byName.get(name)
        if (same === undefined) this.#byName.set(name, [unit])
        else same.push(unit)
      }
    }
  }

  withId(id: string): KnownUnit | undefined {
    return this.#byId.get(id)
  }

  numbered(orgNumber: string): KnownUnit | undefined {
    return this.#byNumber.get(orgNumber)
  }

  municipality(code: string): KnownUnit | undefined {
    return this.#municipalities.get(code)
  }

  /** All of that name, in that municipality if one is said. "Andebu" is Andebu skole where nothing else is. */
  named(name: string, municipalityCode: string | null): KnownUnit[] {
    const here = (unit: KnownUnit): boolean =>
      municipalityCode === null || unit.municipalityCode === municipalityCode
    return [...new Set(this.#byName.get(fold(name)) ?? [])].filter(here)
  }
}

/** A name whole, and each part of a parallel name. */
function spellingsOf(name: string): string[] {
  const parts = name.split(/\s*\/\s*|\s+[-–—]\s+/)
  return [name, ...parts]
    .filter(part => part === name || typeOfName(part) !== null || parts.length === 1)
    .map(fold)
}
