import { useWords } from '~/lib/i18n'
import type { BatchView } from '~server/domain/cohorts/imports/batches'
import type { Missing } from '~server/domain/cohorts/imports/missing'
import type { RowFilter, RowsView } from '~server/domain/cohorts/imports/rows'
import { Notice } from '../ui/notice'
import { Confirm } from './confirm'
import { HeadingsForm } from './headings-form'
import { MissingList } from './missing-list'
import { RemarkKinds } from './remark-kinds'
import { Rows } from './rows'

type Shown = Pick<
  BatchView,
  'id' | 'kind' | 'unit' | 'cohort' | 'problem' | 'version' | 'summary' | 'headings' | 'can'
>

/** Everything about a list before it is added: what a yes does, what to look at first, and every row. */
export function Preview({
  batch,
  missing,
  kinds,
  ...rows
}: RowsView & { batch: Shown; missing: Missing[] | null; filter: RowFilter }) {
  const t = useWords()
  const { problem, can } = batch
  return (
    <>
      {problem !== null && (
        <Notice tone="warning" live>
          {t(WHY.find(key => key === `imports:problem.${problem}`) ?? 'imports:problem.changed')}
        </Notice>
      )}
      {!can.change && <Notice>{t('imports:preview.onlyLook')}</Notice>}
      <Confirm batch={batch} counts={rows.counts} />
      {can.change && <RemarkKinds kinds={kinds} waiting={rows.counts.waiting} />}
      <HeadingsForm
        kind={batch.kind}
        headings={batch.headings}
        unit={batch.unit.name}
        canChange={can.change}
      />
      <Rows kind={batch.kind} canChange={can.change} {...rows} />
      {missing !== null && missing.length > 0 && (
        <MissingList missing={missing} cohortId={batch.cohort?.id ?? null} />
      )}
    </>
  )
}

/** Why a list that somebody had said yes to is to be looked at again. */
const WHY = ['imports:problem.notAllowed', 'imports:problem.interrupted'] as const
