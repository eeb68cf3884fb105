import type { MunicipalityEntry, Register } from '../registry/lookup'
import { fold, wordKey } from '../registry/fold'
import type { JudgeOptions } from './contract'

type Country = JudgeOptions['country']

export interface NamedPlaces {
  entries: MunicipalityEntry[]
  /** How the name was found. `variant`: with other letters (ŋ for n); `lost`: a letter had become "?"; `fuzzy`: one letter off. */
  how: 'exact' | 'variant' | 'lost' | 'fuzzy'
}

const NOTHING: NamedPlaces = { entries: [], how: 'exact' }
const MOST_REMEMBERED = 5000

/** Municipalities by name, for many rows that say the same: each name is looked for once. */
export class PlaceNames {
  readonly #known = new Map<string, NamedPlaces>()

  constructor(
    readonly register: Register,
    readonly country: Country,
  ) {}

  find(name: string): NamedPlaces {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const found = this.#look(name)
    if (this.#known.size < MOST_REMEMBERED) this.#known.set(name, found)
    return found
  }

  #look(name: string): NamedPlaces {
    const isBroken = /[?\ufffd]/.test(name)
    if (fold(name) === '' || (!isBroken && fold(name).length > 60)) return NOTHING
    const named = isBroken ? [] : this.register.municipalitiesNamed(name, this.country)
    if (named.length > 0)
      return { entries: named, how: named.some(entry => isSpelled(name, entry)) ? 'exact' : 'variant' }
    // A letter of two bytes leaves two marks.
    const one = name.replace(/[?\ufffd]+/g, '?')
    const like = fold(one).length < 3 ? [] : this.register.municipalitiesLike(one, this.country)
    return { entries: like, how: isBroken ? 'lost' : 'fuzzy' }
  }
}

/** Are the letters of the name the municipality's own, Sámi ones included? */
function isSpelled(name: string, entry: MunicipalityEntry): boolean {
  const letters = (text: string): string[] =>
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}]+/gu) ?? []
  const own = new Set(letters(entry.name))
  // Earlier names stand with the codes they belonged to, not with today's; only Sámi letters are looked at.
  return letters(name).every(word => own.has(word) || !/[áčđŋšŧžï]/.test(word) || wordKey(word) === word)
}
