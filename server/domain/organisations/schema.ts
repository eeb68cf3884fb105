import { z } from 'zod'

export const UNIT_KINDS = [
  'national',
  'county',
  'municipality',
  'private_owner',
  'school',
  'kindergarten',
  'ppt',
  'network_organisation',
  'regional_council',
  'university',
] as const
export type UnitKind = (typeof UNIT_KINDS)[number]

/** Systems of official numbers in `org_unit_code`. */
export const CODE_SYSTEMS = ['no-county', 'no-municipality', 'no-org'] as const
export type CodeSystem = (typeof CODE_SYSTEMS)[number]

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2]

/** Norwegian organisation number: 9 digits, the last one is the check digit (mod 11, weights 3 2 7 6 5 4 3 2). */
export function isOrgNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0)
  return (11 - (sum % 11)) % 11 === Number(text[8])
}

export const orgNumber = z
  .string({ error: 'errors.required' })
  .transform(text => text.replace(/\s/g, ''))
  .refine(isOrgNumber, 'errors.orgNumber')
