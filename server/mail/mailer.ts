import nodemailer from 'nodemailer'
import type { Env } from '~server/env'
import type { Log } from '~server/log'

export interface Mail {
  to: string
  subject: string
  text: string
  html: string
}

export interface SentMail extends Mail {
  at: string
}

export interface Mailer {
  send(mail: Mail): Promise<void>
  /** Demo without SMTP_URL only: what would have been sent, newest first. */
  readonly mailbox: readonly SentMail[]
}

const MAILBOX_SIZE = 50

/** Mail by the operator's SMTP server; in the demo, without one, into a mailbox that a page shows. */
export function createMailer(env: Pick<Env, 'smtpUrl' | 'mailFrom'>, log: Log): Mailer {
  if (env.smtpUrl !== undefined) return smtpMailer(env.smtpUrl, env.mailFrom)
  const mailbox: SentMail[] = []
  return {
    mailbox,
    async send(mail) {
      mailbox.unshift({ ...mail, at: new Date().toISOString() })
      mailbox.length = Math.min(mailbox.length, MAILBOX_SIZE)
      // Not even the subject: a code stands in it.
      log.info({}, 'demo mail, not sent: read it at /demo/e-post')
    },
  }
}

function smtpMailer(url: string, from: string): Mailer {
  const transport = nodemailer.createTransport(url, { from })
  return {
    mailbox: [],
    async send({ to, subject, text, html }) {
      await transport.sendMail({ to, subject, text, html, disableFileAccess: true, disableUrlAccess: true })
    },
  }
}
