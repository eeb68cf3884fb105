import { isAddress, addressesIn } from './email'
import { Findings } from './findings'
import type { Looks } from './guess'
import { readOrgNumber } from './org-number'
import { cleanCell } from './clean'
import type { PlaceNames } from './places'

/** How texts of a meaning look, asked of the registers. */
export function looksOf(names: PlaceNames): Looks {
  const isOrgNumber = (text: string): boolean =>
    readOrgNumber(cleanCell({ text, kind: 'text' }), names.country, new Findings()) !== null
  const isCode = (text: string): boolean =>
    /^0?\d{3,4}$/.test(text) && names.register.municipality(text, names.country) !== null
  const isPlace = (text: string): boolean => {
    const { entries, how } = names.find(text)
    return entries.length > 0 && how !== 'fuzzy'
  }
  return {
    like(meaning, text) {
      if (meaning === 'org_number') return isOrgNumber(text)
      if (meaning === 'email') return isAddress(text.toLowerCase()) || addressesIn(text).length > 0
      if (meaning === 'municipality_code') return isCode(text)
      if (meaning === 'municipality_name') return isPlace(text)
      return (
        meaning === 'unit_name' && /skole|skule|barnehage|skola|førskol|førskol|børnehave|skuvla/i.test(text)
      )
    },
  }
}
