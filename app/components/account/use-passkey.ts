import type { StartAuthenticationOpts, StartRegistrationOpts } from '@simplewebauthn/browser'
import { useCallback, useState } from 'react'

type Purpose = 'sign-in' | 'proof' | 'new'

const QUESTION = '/logg-inn/passnokkel/sporsmal'

/**
 * Asks the device for a passkey, or to make one. The library is loaded when it is needed.
 *
 * @returns what the device answered, as JSON for a form; null when the person changed their mind or it is not there
 */
export async function askDevice(purpose: Purpose, autofill = false): Promise<string | null> {
  try {
    const [library, question] = await Promise.all([
      import('@simplewebauthn/browser'),
      fetch(QUESTION, { method: 'POST', body: new URLSearchParams({ for: purpose }) }),
    ])
    if (!question.ok) return null
    const optionsJSON: unknown = await question.json()
    const answer =
      purpose === 'new'
        ? await library.startRegistration({ optionsJSON: optionsJSON as CreationOptions })
        : await library.startAuthentication({
            optionsJSON: optionsJSON as RequestOptions,
            useBrowserAutofill: autofill,
          })
    return JSON.stringify(answer)
  } catch {
    return null
  }
}

type CreationOptions = StartRegistrationOpts['optionsJSON']
type RequestOptions = StartAuthenticationOpts['optionsJSON']

/** Puts the device's answer into a hidden field of the form and sends it. */
export function sendAnswer(form: HTMLFormElement, answer: string): void {
  const field = form.elements.namedItem('credential')
  if (field instanceof HTMLInputElement) field.value = answer
  form.submit()
}

/** A button's work: asks the device, and sends the form that the button stands in. */
export function usePasskey(purpose: Purpose): {
  busy: boolean
  /** The device gave no answer. */
  failed: boolean
  ask: (form: HTMLFormElement | null) => void
} {
  const [state, setState] = useState<'still' | 'busy' | 'failed'>('still')
  const ask = useCallback(
    (form: HTMLFormElement | null) => {
      if (form === null) return
      setState('busy')
      void askDevice(purpose).then(answer => {
        if (answer === null) setState('failed')
        else sendAnswer(form, answer)
      })
    },
    [purpose],
  )
  return { busy: state === 'busy', failed: state === 'failed', ask }
}
