import { useWords } from '~/lib/i18n'
import type { Paged } from '~/lib/page-of'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'
import { CountySums, type CountySum } from './county-sums'
import { EnrolledUnits, type EnrolledUnit } from './enrolled-units'
import { EnrolmentFilter, type EnrolmentChoice } from './enrolment-filter'
import { MunicipalitiesByCounty, type EnrolledMunicipality } from './municipalities-by-county'
import { useCounts } from './status'

/** Who takes part: municipalities by county, and the units one may see. */
export function CohortUnits({
  chosen,
  counties,
  all,
  sums,
  municipalities,
  units,
  total,
}: {
  chosen: EnrolmentChoice
  counties: readonly { id: string; name: string }[]
  all: readonly EnrolmentStatus[]
  sums: readonly CountySum[]
  municipalities: readonly EnrolledMunicipality[]
  units: Paged<EnrolledUnit>
  /** How many municipalities take part, also those one does not see. */
  total: number
}) {
  const t = useWords()
  const counts = useCounts()
  return (
    <>
      <section className="stack" aria-labelledby="who">
        <div className="stack" data-space="tight">
          <h2 id="who">{t('cohorts:overview.who')}</h2>
          <p>
            {all.length === 0
              ? total === 0
                ? t('cohorts:overview.noneYet')
                : t('cohorts:overview.allIn', { count: total })
              : all.every(status => status === 'enrolled')
                ? t('cohorts:overview.allIn', { count: all.length })
                : `${t('cohorts:municipalities', { count: all.length })}: ${counts(all)}.`}
          </p>
        </div>
        {all.length > 5 && <EnrolmentFilter chosen={chosen} counties={counties} />}
        {all.length > 0 && sums.length === 0 && municipalities.length === 0 && (
          <p>{t('cohorts:overview.none')}</p>
        )}
        {sums.length > 0 && <CountySums sums={sums} />}
        {municipalities.length > 0 && <MunicipalitiesByCounty municipalities={municipalities} />}
      </section>
      <EnrolledUnits {...units} />
    </>
  )
}
