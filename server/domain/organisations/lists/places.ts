import type { MunicipalityEntry, Register } from '../registry/lookup'
import { fold, wordKey } from '../registry/fold'
import type { JudgeOptions } from './contract'
import { nordicSpellings } from './spellings'

type Country = JudgeOptions['country']

export interface NamedPlaces {
  entries: MunicipalityEntry[]
  /** How the name was found. `variant`: with other letters (ŋ for n); `lost`: a letter had become "?"; `fuzzy`: one letter off. */
  how: 'exact' | 'variant' | 'lost' | 'fuzzy'
}

const NOTHING: NamedPlaces = { entries: [], how: 'exact' }
const MOST_REMEMBERED = 5000
/** Names that nobody has are compared with all there are, which costs; a list with more is not helped by it. */
const MOST_GUESSES = 2000
/** What Danish and Swedish municipalities call themselves besides. */
const TITLE = /\s+(?:regionskommune|stad)$/i

/** Municipalities by name, for many rows that say the same: each name is looked for once. */
export class PlaceNames {
  readonly #known = new Map<string, NamedPlaces>()
  #guesses = 0

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

  #look(said: string): NamedPlaces {
    const name = said.replace(TITLE, '')
    const isBroken = /[?\ufffd]/.test(name)
    if (fold(name) === '' || (!isBroken && fold(name).length > 60)) return NOTHING
    const named = isBroken ? [] : this.register.municipalitiesNamed(name, this.country)
    if (named.length > 0)
      return { entries: named, how: named.some(entry => isSpelled(name, entry)) ? 'exact' : 'variant' }
    if (fold(name).length < 3 || ++this.#guesses > MOST_GUESSES) return NOTHING
    // A letter of two bytes leaves two marks.
    const like = this.register.municipalitiesLike(name.replace(/[?\ufffd]+/g, '?'), this.country)
    const other = like.length > 0 || isBroken ? [] : nordicSpellings(name)
    const spelled = other.map(each => this.register.municipalitiesNamed(each, this.country))
    const found = like.length > 0 ? like : (spelled.find(each => each.length > 0) ?? [])
    return { entries: found, how: isBroken ? 'lost' : 'fuzzy' }
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
