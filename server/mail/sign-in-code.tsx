import { Body, Container, Head, Heading, Html, Preview, Text } from '@react-email/components'
import { render } from '@react-email/render'
import { wordsFor } from './words'
import type { Mail } from './mailer'

/** The mail with the code. The code stands in the subject too: it is read off a phone's lock screen. */
export async function signInCodeMail(to: string, code: string, locale: string | null): Promise<Mail> {
  const words = wordsFor(locale).signInCode
  const body = (
    <Html lang={words.lang}>
      <Head />
      <Preview>{words.preview}</Preview>
      <Body style={{ fontFamily: 'Inter, Arial, sans-serif', color: '#1e2b3c' }}>
        <Container>
          <Heading as="h1" style={{ fontSize: '20px' }}>
            {words.heading}
          </Heading>
          <Text style={{ fontSize: '32px', letterSpacing: '6px', fontWeight: 600 }}>{code}</Text>
          <Text>{words.expiry}</Text>
          <Text>{words.notYou}</Text>
        </Container>
      </Body>
    </Html>
  )
  return {
    to,
    subject: words.subject.replace('{code}', code),
    html: await render(body),
    text: [words.heading, code, words.expiry, words.notYou].join('\n\n'),
  }
}
