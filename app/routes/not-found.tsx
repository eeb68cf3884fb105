import { notFound } from '~server/domain/shared/errors'
import { anyone } from '~/lib/request'

/** Every address that is none of ours. */
export const loader = anyone(async () => {
  throw notFound()
})

export default function NotFound() {
  return null
}
