import { ownData } from '~server/domain/own-data'
import { withAccount } from '~/lib/request'

/** The same as a file that another program can read. */
export const loader = withAccount(async ({ actor }) => {
  const own = await ownData(actor)
  return new Response(`${JSON.stringify(own, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="pulje-mine-data.json"',
      'Cache-Control': 'private, no-store',
    },
  })
})
