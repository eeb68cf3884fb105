import { FilterForm } from '~/components/ui/filter-form'
import { MunicipalitySelect } from '~/components/ui/filter-select'

/** Shows the units of one municipality only. */
export function DeskFilter({
  chosen,
  municipalities,
}: {
  chosen: string
  municipalities: readonly { id: string; name: string }[]
}) {
  return (
    <FilterForm>
      <MunicipalitySelect places={municipalities} value={chosen} />
    </FilterForm>
  )
}
