import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { SelectField, TextField } from '~/components/ui/field'
import { useWords } from '~/lib/i18n'
import { LOCALE_NAMES, LOCALES } from '~/lib/locales'
import { ChosenElsewhere } from './chosen-elsewhere'
import { InviteeList, type InviteeRow } from './invitee-list'
import { PlaceFilter } from './place-filter'
import { addressOf, type Places } from './places'
import { TextArea } from '~/components/ui/text-area'
import { useChosen } from './use-chosen'

export type InviteFields = {
  step: string
  orgUnitIds: string[]
  addresses: Record<string, string>
  locale: string
  message: string
  deadline: string
  reminderDays: string
}

/** Who, and what the mail says. The button says what will happen. */
export function InviteForm({
  form,
  fields,
  places,
  invitees,
  skipped,
}: {
  form: FormMetadata<InviteFields>
  fields: { [K in keyof InviteFields]: FieldMetadata<InviteFields[K], InviteFields> }
  places: Places
  invitees: readonly InviteeRow[]
  skipped: number
}) {
  const t = useWords()
  const { step } = places
  const { chosen, choose, toggle, typed, type } = useChosen(fields)
  const elsewhere = [...chosen].filter(id => !invitees.some(each => each.id === id))
  const lists = { chosen, onToggle: toggle, values: typed }
  return (
    <Form
      method="post"
      action={addressOf(places)}
      id={form.id}
      className="stack"
      data-space="wide"
      noValidate
      preventScrollReset
      onChange={type}
    >
      <input type="hidden" name="step" value={step} />
      <section className="stack" aria-labelledby="hvem">
        <h2 id="hvem" tabIndex={-1}>
          {t('invitations:invite.who')}
        </h2>
        <PlaceFilter {...places} />
        {invitees.length === 0 && <p>{t('invitations:invite.nobody')}</p>}
        {skipped > 0 && <p className="quiet">{t('invitations:invite.skipped', { count: skipped })}</p>}
        <div className="form-actions only-script">
          <Button
            type="button"
            variant="secondary"
            onClick={() => choose([...chosen, ...invitees.map(({ id }) => id)])}
          >
            {t('invitations:invite.all')}
          </Button>
          <Button type="button" variant="tertiary" onClick={() => choose([])}>
            {t('invitations:invite.none')}
          </Button>
        </div>
        <InviteeList
          legend={t('invitations:invite.withAddress')}
          invitees={invitees.filter(({ emails }) => emails.length > 0)}
          {...lists}
        />
        <InviteeList
          legend={t('invitations:invite.withoutAddress')}
          text={t('invitations:invite.withoutAddressText')}
          invitees={invitees.filter(({ emails }) => emails.length === 0)}
          {...lists}
        />
        <ChosenElsewhere ids={elsewhere} addresses={typed} />
      </section>
      <section className="form" aria-labelledby="tekst">
        <h2 id="tekst">{t('invitations:invite.text')}</h2>
        <SelectField
          field={fields.locale}
          label={t('invitations:invite.language')}
          hint={t('invitations:invite.languageHint')}
          options={LOCALES.map(value => ({ value, label: LOCALE_NAMES[value] }))}
        />
        <TextArea
          field={fields.message}
          label={`${t('invitations:invite.message')} (${t('form.optional')})`}
          hint={t('invitations:invite.messageHint')}
          rows={7}
        />
        <TextField
          field={fields.deadline}
          label={t('invitations:invite.deadline')}
          hint={t('invitations:invite.deadlineHint')}
          type="date"
        />
        <TextField
          field={fields.reminderDays}
          label={t('invitations:invite.reminders')}
          hint={t('invitations:invite.remindersHint')}
          inputMode="numeric"
        />
      </section>
      <div className="sticky-bar form-actions">
        <Button name="intent" value="send">
          {chosen.size === 0
            ? t('invitations:invite.submitNone')
            : t('invitations:invite.submit', {
                who: t(`invitations:count.${step}`, { count: chosen.size }),
              })}
        </Button>
        <Button name="intent" value="preview" variant="secondary">
          {t('invitations:invite.preview')}
        </Button>
      </div>
    </Form>
  )
}
