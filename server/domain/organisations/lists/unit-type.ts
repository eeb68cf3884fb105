import { fold } from '../registry/fold'
import type { UnitKind } from '../schema'

/** Types as lists name them; null = known, and not one thing (an "oppvekstsenter" is a school and a kindergarten). */
const TYPES: readonly (readonly [RegExp, UnitKind | null])[] = [
  [
    /oppvekst|oppvekstsenter|oppvekstsentr|oppvekstområde|skole og barnehage|barnehage og skole|skole barnehage|barnehage skole/,
    null,
  ],
  [
    /kommunekontakt|^kommunen?$|^kommun$|^municipality$|skoleeier|skuleeigar|kommuneadministrasjon|rådhus/,
    'municipality',
  ],
  [/^fylke|^county|^län$|^læn$/, 'county'],
  [/ppt|pp tjeneste|pp teneste|pedagogisk psykologisk|pædagogisk psykologisk|^ppr$/, 'ppt'],
  [
    /barnehage|barnehagar|førskol|børnehave|dagtilbud|vuggestue|kindergarten|preschool|mánáidgárdi|manaidgardi|^bhg$|naturbørnehave/,
    'kindergarten',
  ],
  [
    /skole|skule|skola|skuvla|skuvle|gymnas|^gs$|school|videregående|vidaregåande|grundskol|friskole|oppleringssenter|opplæringssenter|^vgs$/,
    'school',
  ],
  [/universitet|høgskole|university/, 'university'],
  [/privat eier|privat eigar|private owner|^eier$|^eigar$/, 'private_owner'],
  [/nettverksorganisasjon|network/, 'network_organisation'],
  [/regionråd|regional council/, 'regional_council'],
  [/^nasjonal|^national/, 'national'],
]

/** What a text in the column "type" says; undefined if nobody knows it. */
export function readUnitType(text: string): UnitKind | null | undefined {
  const folded = fold(text)
  return TYPES.find(([words]) => words.test(folded))?.[1]
}

/** What the name of a unit tells about it. */
export function typeOfName(name: string): UnitKind | null {
  const folded = fold(name)
  const isSchool = /skole|skule|skola|skuvla|ungdomstrinn|grunnskole|school/.test(
    folded.replace(/førskol/g, ''),
  )
  const isKindergarten = /barnehage|førskol|børnehave|kindergarten|manaidgardi|\bbhg\b/.test(folded)
  if (isSchool !== isKindergarten) return isSchool ? 'school' : 'kindergarten'
  if (/\bppt\b|pp tjeneste|pp teneste|pedagogisk psykologisk|\bppr\b/.test(folded)) return 'ppt'
  return null
}

export function readOwnerType(text: string): 'public' | 'private' | null {
  const folded = fold(text)
  if (/privat|frittstående|fristående|friskol|selveiende|selvejende|ideell|private/.test(folded))
    return 'private'
  return /kommun|offentlig|statlig|fylkes|public|offentleg/.test(folded) ? 'public' : null
}
