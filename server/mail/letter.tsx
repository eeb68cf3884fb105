import { Body, Button, Container, Head, Heading, Html, Preview, Text } from '@react-email/components'
import { render } from '@react-email/render'
import type { Mail } from './mailer'

/** A mail of a few sentences and one way to go on. */
export interface Letter {
  to: string
  lang: string
  subject: string
  preview: string
  heading: string
  paragraphs: readonly string[]
  button: { label: string; href: string }
  /** After the button, small. */
  after: readonly string[]
}

/** The same words as HTML and as plain text. */
export async function letter({ to, subject, ...words }: Letter): Promise<Mail> {
  const { lang, preview, heading, paragraphs, button, after } = words
  const html = await render(
    <Html lang={lang}>
      <Head />
      <Preview>{preview}</Preview>
      <Body style={{ fontFamily: 'Inter, Arial, sans-serif', color: '#1e2b3c' }}>
        <Container>
          <Heading as="h1" style={{ fontSize: '20px' }}>
            {heading}
          </Heading>
          {paragraphs.map(text => (
            <Text key={text}>{text}</Text>
          ))}
          <Button
            href={button.href}
            style={{ background: '#762350', color: '#fff', padding: '12px 20px', borderRadius: '4px' }}
          >
            {button.label}
          </Button>
          {after.map(text => (
            <Text key={text} style={{ fontSize: '13px' }}>
              {text}
            </Text>
          ))}
        </Container>
      </Body>
    </Html>,
  )
  const text = [heading, ...paragraphs, `${button.label}:\n${button.href}`, ...after].join('\n\n')
  return { to, subject, html, text }
}

/** Puts values into a sentence: `{name}`. What a value itself says is text, never a place for another one. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (all, key: string) => values[key] ?? all)
}

const DAY = { day: 'numeric', month: 'numeric', year: 'numeric', timeZone: 'Europe/Oslo' } as const

/** "22.11.2026", or as the language writes it. */
export function dayIn(lang: string, at: Date): string {
  return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : 'nb', DAY).format(at)
}

/** The same of the day before. @param before the first moment after it */
export const lastDay = (lang: string, before: Date): string => dayIn(lang, new Date(before.getTime() - 1))
