import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Labelled } from '~/components/ui/labelled'
import { useWords } from '~/lib/i18n'
import { TableFields } from './table-organiser'

interface AddTableProps {
  /** What its document may begin with; the first is proposed. */
  templates: readonly { value: string; label: string }[]
}

/** Sets up one more table; its number is the next free one. */
export function AddTable({ templates }: AddTableProps) {
  const t = useWords()
  return (
    <Form method="post" className="form add-table" preventScrollReset>
      <h3>{t('gatherings:organise.addTable')}</h3>
      <TableFields id="new" name="" openToGuests={false} />
      <Labelled
        id="template"
        label={t('gatherings:organise.template')}
        hint={t('gatherings:organise.templateHint')}
      >
        <select className="ds-input" id="template" name="template" aria-describedby="template-hint">
          {templates.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </Labelled>
      <Button name="intent" value="add-table">
        {t('gatherings:organise.add')}
      </Button>
    </Form>
  )
}
