import type { Tx } from '~server/database/client'
import { fold } from '../../organisations/registry/fold'
import type { Register } from '../../organisations/registry/lookup'
import type { UnitKind } from '../../organisations/schema'

/** A unit of the network as a list is compared with it. */
export interface PresentUnit {
  id: string
  kind: UnitKind
  name: string
  orgNumber: string | null
  /** Whom it belongs to. */
  ownerId: string | null
  /** At or below the unit on whose behalf the list is brought. */
  inReach: boolean
  /** Everything above it, with itself. */
  ancestorIds: string[]
}

/** A county or a municipality, with every number it has or had. */
export interface Place extends PresentUnit {
  codes: string[]
}

const PLACES = ['national', 'county', 'municipality']

/**
 * Everything at or below a unit, and whatever bears one of these organisation numbers elsewhere. One query.
 *
 * @param below null: everywhere
 */
export async function presentUnits(
  tx: Tx,
  below: string | null,
  orgNumbers: readonly string[],
): Promise<{ places: Place[]; units: PresentUnit[] }> {
  const rows = await tx.$queryRaw<Place[]>`
    SELECT u.id::text, u.kind::text,
      coalesce((SELECT n.name FROM org_unit_name n WHERE n.org_unit_id = u.id AND n.kind = 'official'
        ORDER BY (n.valid_to IS NULL) DESC, n.valid_from DESC NULLS LAST LIMIT 1), '') AS name,
      (SELECT c.code FROM org_unit_code c WHERE c.org_unit_id = u.id AND c.system = 'no-org'
        ORDER BY (c.valid_to IS NULL) DESC, c.valid_from DESC NULLS LAST LIMIT 1) AS "orgNumber",
      (SELECT c.ancestor_id::text FROM org_unit_closure c WHERE c.descendant_id = u.id AND c.depth = 1 LIMIT 1) AS "ownerId",
      (${below}::uuid IS NULL OR EXISTS (
        SELECT FROM org_unit_closure c WHERE c.descendant_id = u.id AND c.ancestor_id = ${below}::uuid)) AS "inReach",
      array(SELECT c.ancestor_id::text FROM org_unit_closure c WHERE c.descendant_id = u.id) AS "ancestorIds",
      array(SELECT c.code FROM org_unit_code c WHERE c.org_unit_id = u.id AND c.system <> 'no-org'
        ORDER BY c.valid_from DESC NULLS LAST) AS codes
    FROM org_unit u
    WHERE ${below}::uuid IS NULL
      OR u.id IN (SELECT descendant_id FROM org_unit_closure WHERE ancestor_id = ${below}::uuid)
      OR u.id IN (SELECT org_unit_id FROM org_unit_code WHERE system = 'no-org' AND code = ANY (${[...orgNumbers]}))
    ORDER BY u.id`
  const isPlace = ({ kind }: Place): boolean => PLACES.includes(kind)
  return { places: rows.filter(isPlace), units: rows.filter(row => !isPlace(row)) }
}

/** Finds the county or municipality that a list means by today's number, also where the network knows it by an earlier one. */
export class Places {
  readonly #municipalities = new Map<string, Place[]>()
  readonly #counties: readonly Place[]

  constructor(
    places: readonly Place[],
    readonly register: Register,
  ) {
    this.#counties = places.filter(({ kind }) => kind === 'county')
    for (const place of places) {
      if (place.kind !== 'municipality') continue
      for (const code of new Set(place.codes.flatMap(each => this.#today(each)))) {
        this.#municipalities.set(code, [...(this.#municipalities.get(code) ?? []), place])
      }
    }
  }

  /** @returns undefined for one that the network does not have, or has several of */
  municipality(code: string): Place | undefined {
    const all = this.#municipalities.get(code) ?? []
    const name = this.register.municipality(code)?.name ?? ''
    const bySign =
      all.find(place => place.codes.includes(code)) ?? all.find(place => shareName(place.name, name))
    return bySign ?? (all.length === 1 ? all[0] : undefined)
  }

  /** Today's number of a municipality, and its name in the register. */
  today(placeId: string): { code: string; name: string } | undefined {
    const code = [...this.#municipalities.keys()].find(each => this.municipality(each)?.id === placeId)
    return code === undefined ? undefined : { code, name: this.register.municipality(code)?.name ?? '' }
  }

  /** The municipality that each of them lies in, by today's number. */
  whereLies(units: readonly PresentUnit[]): Map<string, { code: string; name: string }> {
    const all = [...this.#municipalities.values()].flat()
    const today = new Map(all.map(({ id }) => [id, this.today(id)]))
    return new Map(
      units.flatMap(({ id, ancestorIds }) => {
        const place = ancestorIds.flatMap(each => today.get(each) ?? [])[0]
        return place === undefined ? [] : [[id, place]]
      }),
    )
  }

  county(code: string): Place | undefined {
    const name = this.register.county(code)?.name
    return this.#counties.find(
      place => place.codes.includes(code) || (name !== undefined && shareName(place.name, name)),
    )
  }

  /** Today's numbers of municipalities and counties in reach: what a list on behalf of this unit may hold. */
  codes(): string[] {
    const counties = this.#counties.filter(({ inReach }) => inReach)
    const own = counties.flatMap(({ codes, name }) => [
      ...codes,
      ...this.register
        .countiesNamed(name)
        .filter(county => this.register.isInForce(county))
        .flatMap(({ code }) => code ?? []),
    ])
    const municipalities = [...this.#municipalities]
      .filter(([, places]) => places.some(({ inReach }) => inReach))
      .map(([code]) => code)
    return [...new Set([...own, ...municipalities])]
  }

  /** A number leads to one of today, or says nothing. */
  #today(code: string): string[] {
    const standing = this.register.standing(code)
    if (standing === null) return [code]
    return standing.kind === 'split' ? [] : standing.codes
  }
}

/** Parallel names share one of their parts; what stands in brackets only tells two apart. */
function shareName(a: string, b: string): boolean {
  const parts = (name: string): string[] =>
    name
      .replace(/\(.*\)/, '')
      .split(' - ')
      .map(fold)
  const names = new Set(parts(a))
  return parts(b).some(part => names.has(part))
}

/** Units are the same when they lie in the same place and bear the same name. */
export const placeAndName = (ownerId: string | null, kind: UnitKind, name: string): string =>
  `${ownerId ?? ''} ${kind} ${fold(name)}`
