import { Body, Button, Container, Head, Heading, Html, Preview, Text } from '@react-email/components'
import { render } from '@react-email/render'
import type { Mail } from './mailer'
import { wordsFor } from './words'

/** What an invitation says, before it is put into words. */
export interface InvitationLetter {
  to: string
  locale: string | null
  unit: string
  issuer: string
  host: string
  programme: { nb: string; nn: string; en: string }
  /** Behind the programme's own word for a cohort, by language, where it has one. */
  cohort: {
    number: number
    programme: { terms: { cohort?: Partial<Record<string, string | undefined>> | undefined } }
  }
  message: string
  /** The last day on which an answer counts (midnight UTC, a calendar date). */
  deadline: Date
}

const LOCALES: Record<string, string> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' }

/** "22. november 2026" in the mail's language. */
function dayText(day: Date, lang: string): string {
  const format = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(LOCALES[lang] ?? 'nb-NO', format).format(day)
}

/**
 * The mail with the personal link, the first time or as a reminder. What the authority wrote stands as it is written,
 * in paragraphs; nothing of it is read as HTML.
 */
export async function invitationMail(
  letter: InvitationLetter,
  url: string,
  kind: 'first' | 'reminder',
): Promise<Mail> {
  const words = wordsFor(letter.locale).invitation
  const programme =
    letter.locale === 'nn' || letter.locale === 'en' ? letter.programme[letter.locale] : letter.programme.nb
  const term = letter.cohort.programme.terms.cohort?.[words.lang] ?? words.cohort
  const cohort = `${term.toLocaleLowerCase(words.lang)} ${letter.cohort.number}`
  const fill = (text: string): string =>
    text
      .replaceAll('{unit}', letter.unit)
      .replaceAll('{issuer}', letter.issuer)
      .replaceAll('{programme}', programme)
      .replaceAll('{cohort}', cohort)
      .replaceAll('{deadline}', dayText(letter.deadline, words.lang))
  const reminder = kind === 'reminder'
  const heading = fill(words.heading)
  const opening = fill(reminder ? words.reminder : words.opening)
  const deadline = fill(words.deadline)
  const message = letter.message.split(/\n{2,}/).filter(part => part.trim() !== '')
  const body = (
    <Html lang={words.lang}>
      <Head />
      <Preview>{deadline}</Preview>
      <Body style={{ fontFamily: 'Inter, Arial, sans-serif', color: '#1e2b3c' }}>
        <Container>
          <Heading as="h1" style={{ fontSize: '20px' }}>
            {heading}
          </Heading>
          <Text>{opening}</Text>
          {message.map(part => (
            <Text key={part} style={{ whiteSpace: 'pre-line' }}>
              {part}
            </Text>
          ))}
          <Text style={{ fontWeight: 600 }}>{deadline}</Text>
          <Button
            href={url}
            style={{ background: '#762350', color: '#ffffff', padding: '12px 20px', borderRadius: '6px' }}
          >
            {words.button}
          </Button>
          <Text>{words.account}</Text>
          <Text style={{ color: '#5b6673', fontSize: '14px' }}>{words.personal}</Text>
        </Container>
      </Body>
    </Html>
  )
  return {
    to: letter.to,
    subject: fill(reminder ? words.reminderSubject : words.subject),
    html: await render(body),
    text: [
      heading,
      opening,
      ...message,
      deadline,
      `${words.button}: ${url}`,
      words.account,
      words.personal,
    ].join('\n\n'),
  }
}
