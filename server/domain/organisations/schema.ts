import { z } from 'zod'
import { isOrgNumber } from './registry/org-number'

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
export const CODE_SYSTEMS = [
  'no-county',
  'no-municipality',
  'no-org',
  'se-county',
  'se-municipality',
  'dk-region',
  'dk-municipality',
] as const
export type CodeSystem = (typeof CODE_SYSTEMS)[number]

export const orgNumber = z
  .string({ error: 'errors.required' })
  .transform(text => text.replace(/\s/g, ''))
  .refine(isOrgNumber, 'errors.orgNumber')
