import type { CohortTitle, LocalText } from '~server/domain/shared/programme-text'
import type { T } from './i18n'
import type { Locale } from './locales'

/** A programme's own text in the page's language. */
export const inLanguage = (text: LocalText, locale: Locale): string => text[locale]

/** "Pulje 3", or as its programme calls it: "Periode 1". */
export function cohortName(t: T, locale: Locale, { number, programme }: CohortTitle): string {
  const term = programme.terms.cohort?.[locale]
  return term === undefined ? t('cohort.name', { number }) : `${term} ${number}`
}

/** The same in the middle of a sentence: "pulje 3". */
export function cohortWithin(t: T, locale: Locale, cohort: CohortTitle): string {
  const name = cohortName(t, locale, cohort)
  return name.charAt(0).toLocaleLowerCase(locale) + name.slice(1)
}

/** Cohorts to choose between, by what they are called. */
export const cohortOptions = (
  t: T,
  locale: Locale,
  cohorts: readonly (CohortTitle & { id: string })[],
): { value: string; label: string }[] =>
  cohorts.map(cohort => ({ value: cohort.id, label: cohortName(t, locale, cohort) }))
