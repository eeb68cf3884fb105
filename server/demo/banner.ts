import { DEMO_ACCOUNTS, DEMO_JOIN_CODE } from '../../prisma/seed'
import type { Env } from '~server/env'

/** What `npm start` prints when the product is up. */
export function banner(env: Pick<Env, 'origin' | 'mode'>, port: number): string {
  const lines = ['', `  Pulje is up: ${env.origin}`]
  if (new URL(env.origin).port !== String(port) && env.mode === 'demo')
    lines.push(`  (listening on port ${port})`)
  if (env.mode === 'demo') {
    const width = Math.max(...DEMO_ACCOUNTS.map(account => account.email.length))
    lines.push(
      '',
      '  Sign in with one of these invented people; the code by mail is at /demo/e-post:',
      ...DEMO_ACCOUNTS.map(account => `    ${account.email.padEnd(width)}  ${account.name}`),
      `  Or join without an account: ${env.origin}/bli-med with the code ${DEMO_JOIN_CODE}`,
    )
  }
  return [...lines, ''].join('\n')
}
