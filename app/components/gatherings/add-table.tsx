import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
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
      <div className="ds-field">
        <label className="ds-label" htmlFor="template">
          {t('gatherings:organise.template')}
        </label>
        <p className="hint" id="template-hint">
          {t('gatherings:organise.templateHint')}
        </p>
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
      </div>
      <Button name="intent" value="add-table">
        {t('gatherings:organise.add')}
      </Button>
    </Form>
  )
}
