import { letter } from './letter'
import type { Mail } from './mailer'
import { wordsFor } from './words'

type Words = ReturnType<typeof wordsFor>['factorChange']

const SENTENCES: Readonly<Record<string, keyof Words>> = {
  'totp added': 'totpAdded',
  'totp removed': 'totpRemoved',
  'passkey added': 'passkeyAdded',
  'passkey removed': 'passkeyRemoved',
  'recovery_codes added': 'recoveryAdded',
  'recovery_codes used': 'recoveryUsed',
  'identity added': 'identityAdded',
  'identity removed': 'identityRemoved',
  'all removed': 'reset',
}

/** The way somebody signs in is not what it was: told to the owner, in case it was somebody else. */
export async function factorChangeMail(of: {
  to: string
  locale: string | null
  factor: string
  change: string
  href: string
}): Promise<Mail> {
  const words = wordsFor(of.locale).factorChange
  const sentence = SENTENCES[`${of.factor} ${of.change}`]
  if (sentence === undefined) throw new Error(`no words for ${of.factor} ${of.change}`)
  return letter({
    to: of.to,
    lang: words.lang,
    subject: words.subject,
    preview: words.preview,
    heading: words.heading,
    paragraphs: [words[sentence]],
    button: { label: words.look, href: of.href },
    after: [words.notYou],
  })
}
