/** What to do about a mail that could not be handed over. */
export type MailFailure =
  /** There is no mail server to speak to, or it does not let us in: nothing is wrong with the mail. */
  | 'away'
  /** It asks to come back with this mail later. */
  | 'temporary'
  /** Nobody has that address. */
  | 'unknownAddress'
  /** It will not take this mail. */
  | 'refused'

const UNKNOWN = new Set([501, 511, 550, 551, 553])

/** Reads an error of the mailer by the codes of SMTP (RFC 5321, 4.2: 4yz may be tried again, 5yz not). */
export function mailFailure(error: unknown): MailFailure {
  const { responseCode, code } = fieldsOf(error)
  if (code === 'EAUTH' || responseCode === 421) return 'away'
  if (responseCode === null) return code === 'EENVELOPE' ? 'unknownAddress' : 'away'
  if (responseCode < 500) return 'temporary'
  return UNKNOWN.has(responseCode) ? 'unknownAddress' : 'refused'
}

function fieldsOf(error: unknown): { responseCode: number | null; code: unknown } {
  if (typeof error !== 'object' || error === null) return { responseCode: null, code: null }
  return {
    responseCode:
      'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null,
    code: 'code' in error ? error.code : null,
  }
}
