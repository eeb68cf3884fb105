import type { AppLoadContext } from '@remix-run/node'
import { notFound } from '~server/domain/shared/errors'

/** A provider that this installation is a client of. @throws DomainError `not_found` */
export function providerOf({ signIn }: AppLoadContext, id: string) {
  const known = signIn.oidc.names.find(name => name === id)
  if (known === undefined) throw notFound()
  return known
}
