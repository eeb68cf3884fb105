import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Labelled } from '~/components/ui/labelled'
import { useWords } from '~/lib/i18n'
import type { TEMPLATES as ALL } from '~server/domain/gatherings/schema'
import { TableFields } from './table-organiser'

/** Of the domain's schema, which stays on the server. */
const TEMPLATES = ['igp', 'since', 'blank'] as const satisfies readonly (typeof ALL)[number][]

/** Sets up one more table; its number is the next free one. */
export function AddTable() {
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
        <select
          className="ds-input"
          id="template"
          name="template"
          defaultValue="igp"
          aria-describedby="template-hint"
        >
          {TEMPLATES.map(name => (
            <option key={name} value={name}>
              {t(`gatherings:organise.templates.${name}`)}
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
