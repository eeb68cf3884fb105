import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import { useEffect, useRef } from 'react'
import { Button } from '~/components/ui/button'
import { FieldError } from '~/components/ui/field'
import { useWords } from '~/lib/i18n'
import { AgendaRow } from './agenda-row'
import type { AgendaItemFields, GatheringFields } from './gathering-fields'

/**
 * The programme of the day as rows that can be added, removed and moved. Every button is a button of the form, so the
 * editor works without script too; with script nothing leaves the page until it is saved.
 */
export function AgendaEditor({
  form,
  items,
}: {
  form: FormMetadata<GatheringFields>
  items: FieldMetadata<AgendaItemFields[], GatheringFields>
}) {
  const t = useWords()
  const rows = items.getFieldList()
  const list = useRef<HTMLOListElement>(null)
  const before = useRef(rows.length)

  // A row that has just been added is where one goes on typing.
  useEffect(() => {
    if (rows.length > before.current)
      list.current?.querySelector<HTMLElement>(':scope > li:last-child input')?.focus()
    before.current = rows.length
  }, [rows.length])

  return (
    <fieldset className="ds-fieldset" id={items.id}>
      <legend>{t('gatherings:form.agenda')}</legend>
      <p className="hint">{t('gatherings:form.agendaHint')}</p>
      <ol className="agenda-editor" ref={list}>
        {rows.map((row, index) => (
          <li key={row.key}>
            <AgendaRow
              form={form}
              list={items.name}
              row={row}
              index={index}
              last={index === rows.length - 1}
            />
          </li>
        ))}
      </ol>
      <FieldError field={items} />
      <Button
        variant="secondary"
        {...form.insert.getButtonProps({
          name: items.name,
          defaultValue: { kind: 'lecture', title: '', minutes: '' },
        })}
      >
        {t('gatherings:form.addItem')}
      </Button>
    </fieldset>
  )
}
