import type { CohortSummary } from '~server/domain/cohorts/cohorts'
import type { LocalText } from '~server/domain/cohorts/schema'
import type { T } from './i18n'
import type { Locale } from './locales'

/** A programme's own text in the page's language. */
export const inLanguage = (text: LocalText, locale: Locale): string => text[locale]

/** "Pulje 3", or as its programme calls it: "Periode 1". */
export function cohortName(
  t: T,
  locale: Locale,
  cohort: Pick<CohortSummary, 'number' | 'programme'>,
): string {
  const { number, programme } = cohort
  const term = programme.terms.cohort?.[locale]
  return term === undefined ? t('cohorts:name', { number }) : `${term} ${number}`
}
