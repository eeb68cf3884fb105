import { fold, wordKey } from './fold'
import { withinOneLetter } from './one-letter'
import { inForce, type Country, type Lists, type Period, type UnitRow } from './rows'

export interface CountyEntry {
  country: Country
  /** Null for Danish regions, which have none in the lists. */
  code: string | null
  name: string
  /** Without its names in other languages: Troms, not Troms - Romsa - Tromssa. */
  shortName: string
}

export interface MunicipalityEntry extends Period {
  country: Country
  code: string
  /** Its latest name under this code. */
  name: string
  county: CountyEntry | null
  /** What it became, one step on; empty while it is in force. */
  successors: string[]
}

export interface UnitEntry extends UnitRow {
  kind: 'school' | 'kindergarten'
}

/** What stands today where a municipality once stood. */
export interface Standing {
  /** `current`: itself. `succeeded`: exactly one. `split`: several, and nothing in the code tells which. */
  kind: 'current' | 'succeeded' | 'split'
  /** Codes in force. */
  codes: string[]
  /** Every code on the way, the asked one first. */
  path: string[]
}

/** "?" and the replacement character stand where an older export lost a letter. */
const LOST = /[?\ufffd]/g
/** What people write around the name of a municipality. */
const DECORATION = new Set([
  'kommune',
  'kommun',
  'suohkan',
  'tjïelte',
  'suohkanat',
  'kommuna',
  'municipality',
])

/**
 * The registers, to be asked by number and by name: built once per use, from what `readRegister` finds in the database
 * or straight from the lists. Pure: it knows the day it was built for, and nothing else.
 */
export class Register {
  readonly #municipalities = new Map<string, MunicipalityEntry>()
  readonly #counties = new Map<string, CountyEntry & Period>()
  readonly #byName = new Map<string, Set<MunicipalityEntry>>()
  readonly #units = new Map<string, UnitEntry>()
  readonly #unitsByPlace = new Map<string, UnitEntry[]>()

  /** @param today YYYY-MM-DD: what "in force" means */
  constructor(
    lists: Partial<Lists>,
    readonly today: string,
  ) {
    for (const row of lists['no-counties'] ?? []) this.#counties.set(row.code, { country: 'no', ...row })
    for (const row of lists['no-municipalities'] ?? []) {
      this.#add({ ...row, country: 'no', county: this.#counties.get(row.countyCode) ?? null })
    }
    this.#addNeighbours('se', lists['se-municipalities'] ?? [])
    this.#addNeighbours('dk', lists['dk-municipalities'] ?? [])
    for (const { code, name } of lists['no-municipality-names'] ?? []) this.#addName(code, name)
    for (const change of lists['no-municipality-changes'] ?? []) {
      this.#addName(change.fromCode, change.fromName)
      this.#addName(change.toCode, change.toName)
    }
    for (const row of lists['no-schools'] ?? []) this.#addUnit({ ...row, kind: 'school' })
    for (const row of lists['no-kindergartens'] ?? []) this.#addUnit({ ...row, kind: 'kindergarten' })
  }

  /** In force or ended; a leading zero that a spreadsheet has eaten is put back. Danish codes may have three digits. */
  municipality(code: string, country: Country = 'no'): MunicipalityEntry | null {
    const digits = code.trim()
    if (!/^\d{3,4}$/.test(digits)) return null
    return this.#municipalities.get(key(country, digits.padStart(4, '0'))) ?? null
  }

  isInForce(period: Period): boolean {
    return inForce(period, this.today)
  }

  /** What stands today in the place of a municipality. @returns null for an unknown code */
  standing(code: string, country: Country = 'no'): Standing | null {
    const asked = this.municipality(code, country)
    if (asked === null) return null
    const path = new Map<string, MunicipalityEntry>()
    const follow = (entry: MunicipalityEntry): void => {
      if (path.has(entry.code)) return
      path.set(entry.code, entry)
      if (this.isInForce(entry)) return
      for (const next of entry.successors) {
        const successor = this.#municipalities.get(key(country, next))
        if (successor !== undefined) follow(successor)
      }
    }
    follow(asked)
    const codes = [...path.values()].filter(entry => this.isInForce(entry)).map(entry => entry.code)
    const kind = codes[0] === asked.code ? 'current' : codes.length === 1 ? 'succeeded' : 'split'
    return { kind, codes, path: [...path.keys()] }
  }

  /**
   * Municipalities that bear this name or bore it: official names, parts of parallel names and old names, parallel names
   * in any order and with any separator, with or without the word "kommune" or their county in brackets. Those in force
   * first; an ended one is left out when the list holds what it became.
   */
  municipalitiesNamed(name: string, country: Country = 'no'): MunicipalityEntry[] {
    return this.#sorted(this.#byName.get(nameKey(country, name)) ?? [])
  }

  /** Municipalities whose name is one letter away: typed wrongly, or lost on the way ("Kárá?johka"). */
  municipalitiesLike(name: string, country: Country = 'no'): MunicipalityEntry[] {
    const wanted = nameKey(country, name.replace(LOST, 'q'))
    const near = [...this.#byName].filter(([known]) => withinOneLetter(wanted, known))
    return this.#sorted(new Set(near.flatMap(([, entries]) => [...entries])))
  }

  county(code: string): (CountyEntry & Period) | null {
    return this.#counties.get(code.trim().padStart(2, '0')) ?? null
  }

  /** Counties in force and earlier ones of that name, with or without its names in other languages. */
  countiesNamed(name: string): (CountyEntry & Period)[] {
    const wanted = wordKey(name.replace(/\b(fylkes?kommune|fylke)\b/i, ''))
    return [...this.#counties.values()].filter(county =>
      [county.name, county.shortName, ...county.name.split(' - ')].some(each => wordKey(each) === wanted),
    )
  }

  unit(orgNumber: string): UnitEntry | null {
    return this.#units.get(orgNumber.replace(/\D/g, '')) ?? null
  }

  /** Schools and kindergartens of a municipality in force, as the registers have them. */
  unitsIn(municipalityCode: string): readonly UnitEntry[] {
    return this.#unitsByPlace.get(municipalityCode) ?? []
  }

  /** Those of a municipality whose name is this one, or one letter away when none is. */
  unitsNamed(municipalityCode: string, name: string): UnitEntry[] {
    const wanted = fold(name)
    const all = this.unitsIn(municipalityCode)
    const same = all.filter(unit => fold(unit.name) === wanted)
    return same.length > 0 ? same : all.filter(unit => withinOneLetter(wanted, fold(unit.name)))
  }

  #addNeighbours(country: 'se' | 'dk', rows: Lists['se-municipalities']): void {
    for (const { code, name, countyCode, countyName } of rows) {
      const county = { country, code: countyCode, name: countyName, shortName: countyName }
      this.#add({ country, code, name, county, validFrom: null, validTo: null, successors: [] })
    }
  }

  #add(entry: MunicipalityEntry): void {
    this.#municipalities.set(key(entry.country, entry.code), entry)
    this.#addName(entry.code, entry.name, entry)
  }

  #addName(code: string, name: string, entry = this.#municipalities.get(key('no', code))): void {
    if (entry === undefined) return
    for (const each of [name, ...name.split(' - '), name.replace(/\(.*\)/, '')]) {
      const known = nameKey(entry.country, each)
      this.#byName.set(known, (this.#byName.get(known) ?? new Set()).add(entry))
    }
  }

  #addUnit(unit: UnitEntry): void {
    this.#units.set(unit.orgNumber, unit)
    this.#unitsByPlace.set(unit.municipalityCode, [...this.unitsIn(unit.municipalityCode), unit])
  }

  #sorted(entries: Iterable<MunicipalityEntry>): MunicipalityEntry[] {
    const all = [...entries]
    const current = all.filter(entry => this.isInForce(entry))
    const covered = new Set(current.map(entry => entry.code))
    const earlier = all.filter(entry => !this.isInForce(entry)).sort((a, b) => (a.code < b.code ? 1 : -1))
    const others = earlier.filter(entry => {
      const codes = this.standing(entry.code, entry.country)?.codes ?? []
      const isNew = !codes.some(code => covered.has(code))
      if (codes.length === 1) codes.forEach(code => covered.add(code))
      return isNew
    })
    return [...current, ...others]
  }
}

const key = (country: Country, code: string): string => `${country}:${code}`

/** What two spellings of the same municipality have in common, decoration and country left out. */
function nameKey(country: Country, name: string): string {
  const words = wordKey(name).split(' ')
  const bare = words.filter(word => !DECORATION.has(word) && !/^\d+$/.test(word))
  return key(country, (bare.length > 0 ? bare : words).join(' '))
}
