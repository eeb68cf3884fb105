import type { Role } from '../../shared/actor'
import { fold } from '../registry/fold'

/** Positions as lists name them; the first that fits decides. Rights follow from it, so that no text gives many. */
const ROLES: readonly (readonly [RegExp, Role])[] = [
  [
    /ppt|pp tjeneste|pp teneste|pedagogisk psykologisk|\bppr\b|psykolog|logoped|spesialpedagogisk rådgiver/,
    'ppt_adviser',
  ],
  [/ressursperson|resursperson|ressourceperson|resource person/, 'resource_person'],
  [
    /assistent|fagarbeid|barneveileder|miljøarbeid|barnskøtare|elevassistent|pædagogmedhjælper|medhjelpar|medhjelper|assistant/,
    'assistant',
  ],
  [
    /lærer|lærar|teacher|adjunkt|lektor|pedagog(?!isk leder|isk leiar)|førskol|kontaktlærer|spesialpedagog|sosiallærer|inspektør|team|trinnleder|avdelingsleder|avdelingsleiar|parleder|pædagog/,
    'teacher',
  ],
  [/rektor|styrer|styrar|leder|leiar|principal|head|forstander|skolchef|director|ledare|leader/, 'leader'],
  [
    /koordinator|kontaktperson|rådgiver|rådgivar|skolefag|barnehagefag|adviser|coordinator|konsulent/,
    'teacher',
  ],
]

/** Undefined: nobody knows. Coordinators and advisers are invited as such by the office, never by a list. */
export function readRole(text: string): Role | undefined {
  const folded = fold(text)
  return ROLES.find(([words]) => words.test(folded))?.[1]
}
