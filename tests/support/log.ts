import type { Log } from '~server/log'

/** A log that keeps what was said, as `level message`, with the facts beside it. */
export function keptLog(): Log & { said: string[]; facts: object[] } {
  const said: string[] = []
  const facts: object[] = []
  const say = (level: string) => (fact: object, message: string) => {
    said.push(`${level} ${message}`)
    facts.push(fact)
  }
  return { said, facts, debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
}
